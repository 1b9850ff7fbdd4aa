#include "accessdrift/interpreter/subject.h"

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

std::optional<Instant> stay_in(const std::vector<GroupWalk::Stay>& stays, GroupIndex group) {
  const auto stay = std::ranges::lower_bound(stays, group, {}, &GroupWalk::Stay::group);
  if (stay == stays.end() || stay->group != group) return std::nullopt;
  return stay->end;
}

}  // namespace

Subject find_subject(const Snapshot& snapshot, std::string_view asked, const Moment& moment) {
  Subject subject;
  subject.name = asked;
  subject.is_anonymous = asked == kAnonymous;
  if (subject.is_anonymous) return subject;
  subject.client = snapshot.find_client(asked);
  if (!subject.client.is_none()) return subject;
  subject.listed = snapshot.find_user(asked);
  if (subject.listed.is_none()) {
    subject.listed = snapshot.find_stranger(asked);
    subject.is_stranger = !subject.listed.is_none();
  }
  if (subject.listed.is_none()) return subject;
  subject.name = snapshot.user_id(subject.listed);
  const bool is_active = snapshot.users[subject.listed.index()]->status == Status::Active;
  const Truth may_sign_in = moment.is_before(sign_in_end(snapshot, subject));
  if (!is_active || !may_sign_in.may_hold) return subject;
  subject.user = subject.listed;
  subject.may_be_over = may_sign_in.is_open();
  return subject;
}

Subject signed_out(Subject subject) {
  subject.user = {};
  subject.may_be_over = false;
  return subject;
}

Instant sign_in_end(const Snapshot& snapshot, const Subject& subject) {
  if (subject.listed.is_none()) return kForever;
  const auto& [user, file] = snapshot.users[subject.listed.index()];
  return user->has_until ? file->until_of(*user).end : kForever;
}

std::string why_not_signed_in(const Snapshot& snapshot, const Subject& subject) {
  if (subject.is_anonymous) return subject.name + " is not signed in";
  if (subject.listed.is_none()) return subject.name + " is not listed, so not signed in";
  const Status status = snapshot.users[subject.listed.index()]->status;
  if (status == Status::Active) {
    return subject.name + " could sign in until " + until_text(sign_in_end(snapshot, subject)) +
           ", which is over, so not signed in";
  }
  return subject.name + " is " + std::string(to_text(status)) + ", so not signed in";
}

std::optional<Instant> named_until(const Snapshot& snapshot, const Subject& subject,
                                   const Mention& mention,
                                   const std::vector<GroupWalk::Stay>& stays) {
  const auto for_ever_if = [](bool is_named) {
    return is_named ? std::optional(kForever) : std::nullopt;
  };
  switch (mention.kind) {
    case MentionKind::Anyone:
      return kForever;
    case MentionKind::Claimant:
      return for_ever_if(subject.is_anonymous);
    case MentionKind::Anonymous:
      return for_ever_if(!subject.is_signed_in());
    case MentionKind::Authenticated:
      return for_ever_if(subject.is_signed_in());
    case MentionKind::User:
      return for_ever_if(!subject.user.is_none() &&
                         snapshot.user_by_name.find(mention.id) == subject.user);
    case MentionKind::Domain:
      return for_ever_if(!subject.user.is_none() &&
                         is_in_domain(snapshot, subject.user, snapshot.text(mention.id)));
    case MentionKind::Client:
      return for_ever_if(!subject.client.is_none() &&
                         snapshot.client_by_name.find(mention.id) == subject.client);
    case MentionKind::Group:
      return stay_in(stays, snapshot.group_by_name.find(mention.id));
  }
  return std::nullopt;
}

namespace {

/// When the mention that does it longest no longer names the subject; nothing if none ever does.
std::optional<Instant> named_by(const Snapshot& snapshot, const Subject& subject,
                                std::span<const Mention> who,
                                const std::vector<GroupWalk::Stay>& stays) {
  std::optional<Instant> end;
  for (const Mention& mention : who)
    end = std::max(end, named_until(snapshot, subject, mention, stays));
  return end;
}

Truth lasts(std::optional<Instant> end, const Moment& moment) {
  return end ? moment.is_before(*end) : Truth::of(false);
}

}  // namespace

Truth is_named(const Snapshot& snapshot, const Subject& subject, std::span<const Mention> who,
               const Memberships& memberships, const Moment& moment) {
  const auto certain = named_by(snapshot, subject, who, memberships.certain);
  const auto possible = memberships.possible == memberships.certain
                            ? certain
                            : named_by(snapshot, subject, who, memberships.possible);
  return {lasts(possible, moment).may_hold, lasts(certain, moment).may_fail, false};
}

std::vector<std::string> untold_of_naming(const Snapshot& snapshot, const Subject& subject,
                                          std::span<const Mention> who,
                                          const Memberships& memberships, const Moment& moment) {
  const auto certain = named_by(snapshot, subject, who, memberships.certain);
  const auto possible = named_by(snapshot, subject, who, memberships.possible);
  std::vector<std::string> names;
  if (lasts(certain, moment).is_open() || lasts(possible, moment).is_open())
    names.emplace_back(kTime);
  for (const auto& [attribute, stays] : memberships.untold) {
    const auto longer = std::max(certain, named_by(snapshot, subject, who, stays));
    if (lasts(longer, moment) != lasts(certain, moment)) names.push_back(attribute);
  }
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

bool is_in_domain(const Snapshot& snapshot, UserIndex user, std::string_view domain) {
  const Unlisted* const unlisted = snapshot.unlisted_user(user);
  if (unlisted != nullptr && unlisted->kind != Unlisted::Kind::Mentioned) {
    return !unlisted->domain.is_none() &&
           fold_ascii(snapshot.text(unlisted->domain)) == fold_ascii(domain);
  }
  const std::string_view id = snapshot.text(snapshot.users[user.index()]->id);
  const std::size_t at = id.rfind('@');
  return at != std::string_view::npos && fold_ascii(id.substr(at + 1)) == fold_ascii(domain);
}

}  // namespace accessdrift::interpreting
