#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"

namespace accessdrift {
namespace {

constexpr std::size_t kMostNamed = 5;

/// Who is in groups and cannot sign in, by the first membership of each. Who could not sign in yet
/// is meant to be in groups.
class MembersWhoCannotSignIn {
 public:
  MembersWhoCannotSignIn(const Snapshot& snapshot, Instant from)
      : snapshot_(snapshot), from_(from) {
    for (const DeclarationsPointer& file : snapshot.files) {
      for (const Diagnostic& remark : file->remarks)
        remarked_.emplace(remark.span.text, remark.span.place.begin);
    }
  }

  void look_through() {
    for (const auto& group : snapshot_.groups) {
      for (const Mention& mention : members_of(group)) {
        if (mention.kind == MentionKind::User) look_at(group, mention);
      }
    }
  }

  [[nodiscard]] std::size_t count() const { return met_.size(); }
  /// Of the first of them: where they stand, and in words.
  [[nodiscard]] const std::vector<Diagnostic::Note>& named() const { return named_; }

 private:
  void look_at(const Declared<GroupDeclaration>& group, const Mention& mention) {
    const UserIndex user = snapshot_.user_by_name.find(mention.id);
    if (user.is_none() || user.index() >= snapshot_.declared_users()) return;
    const Status status = snapshot_.users[user.index()]->status;
    if (status == Status::Active || status == Status::Staged) return;
    if (mention.has_until && group.file->until_of(mention).end <= from_) return;
    // Where the format of its file has something to say of an account, it says this, too.
    const Span declared = snapshot_.users[user.index()].key();
    if (remarked_.contains({declared.text, declared.place.begin})) return;
    if (!met_.insert(user).second || named_.size() == kMostNamed) return;
    named_.push_back(
        {group.span(mention.place),
         fmt::format("`{}` is {}, and in group `{}`", shortened(snapshot_.user_id(user)),
                     to_text(status), shortened(snapshot_.text(group->id)))});
  }

  const Snapshot& snapshot_;
  Instant from_;
  std::set<std::pair<const SourceText*, std::uint32_t>> remarked_;
  std::set<UserIndex> met_;
  std::vector<Diagnostic::Note> named_;
};

}  // namespace

void check_members_who_cannot_sign_in(Linting& linting) {
  MembersWhoCannotSignIn members(linting.snapshot(), linting.inquiry().from);
  members.look_through();
  if (members.count() == 0) return;
  Diagnostic told;
  told.severity = Severity::Note;
  told.code = "AD221";
  told.message =
      members.count() == 1
          ? std::string("an account that cannot sign in is still in groups")
          : fmt::format("{} accounts that cannot sign in are still in groups", members.count());
  told.span = members.named().front().span;
  told.label = members.named().front().text;
  told.notes.assign(members.named().begin() + 1, members.named().end());
  if (const std::size_t more = members.count() - members.named().size(); more > 0)
    told.notes.push_back({Span(), fmt::format("and {} more", more)});
  linting.add(std::move(told), {"accounts"});
}

}  // namespace accessdrift
