#include "accessdrift/interpreter/subject.h"

#include <algorithm>

#include "accessdrift/base/text.h"

namespace accessdrift::interpreting {
namespace {

/// The text behind the last `@` of the primary id; no subdomains.
bool is_in_domain(const Snapshot& snapshot, UserIndex user, std::string_view domain) {
  const std::string_view id = snapshot.text(snapshot.users[user.index()]->id);
  const std::size_t at = id.rfind('@');
  return at != std::string_view::npos && fold_ascii(id.substr(at + 1)) == fold_ascii(domain);
}

}  // namespace

Subject find_subject(const Snapshot& snapshot, std::string_view asked) {
  Subject subject;
  subject.name = asked;
  subject.is_anonymous = asked == kAnonymous;
  if (subject.is_anonymous) return subject;
  subject.listed = snapshot.find_user(asked);
  if (subject.listed.is_none()) return subject;
  subject.name = snapshot.user_id(subject.listed);
  const bool is_active = snapshot.users[subject.listed.index()]->status == Status::Active;
  if (is_active) subject.user = subject.listed;
  return subject;
}

std::string why_not_signed_in(const Snapshot& snapshot, const Subject& subject) {
  if (subject.is_anonymous) return subject.name + " is not signed in";
  if (subject.listed.is_none()) return subject.name + " is not listed, so not signed in";
  const Status status = snapshot.users[subject.listed.index()]->status;
  return subject.name + " is " + std::string(to_text(status)) + ", so not signed in";
}

bool is_named(const Snapshot& snapshot, const Subject& subject, const Mention& mention,
              const std::vector<GroupIndex>& groups) {
  switch (mention.kind) {
    case MentionKind::Anyone:
      return true;
    case MentionKind::Anonymous:
      return !subject.is_signed_in();
    case MentionKind::Authenticated:
      return subject.is_signed_in();
    case MentionKind::User:
      return subject.is_signed_in() && snapshot.user_by_name.find(mention.id) == subject.user;
    case MentionKind::Domain:
      return subject.is_signed_in() &&
             is_in_domain(snapshot, subject.user, snapshot.text(mention.id));
    case MentionKind::Group: {
      const GroupIndex group = snapshot.group_by_name.find(mention.id);
      return !group.is_none() && std::ranges::binary_search(groups, group);
    }
  }
  return false;
}

}  // namespace accessdrift::interpreting
