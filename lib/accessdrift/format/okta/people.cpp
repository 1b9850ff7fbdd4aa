#include "accessdrift/format/okta/people.h"

#include <array>
#include <optional>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/okta/answers.h"

namespace accessdrift::okta {
namespace {

using namespace source;

struct Word {
  std::string_view text;
  Status status;
};

/// Who has to set a new password or recovers signs in once that is done.
constexpr std::array<Word, 8> kStatuses = {{{"ACTIVE", Status::Active},
                                            {"PASSWORD_EXPIRED", Status::Active},
                                            {"RECOVERY", Status::Active},
                                            {"STAGED", Status::Staged},
                                            {"PROVISIONED", Status::Staged},
                                            {"LOCKED_OUT", Status::Locked},
                                            {"SUSPENDED", Status::Suspended},
                                            {"DEPROVISIONED", Status::Disabled}}};

}  // namespace

void People::declare(Declarations& declarations, NodeView user, bool is_member) {
  const std::optional<NodeView> login = profile_text(user, "login");
  if (!login) return;
  UserDeclaration declared;
  declared.id = intern_folded(reading_, login->scalar());
  declared.spelling = reading_.names.intern(login->scalar());
  declared.key = login->place();
  declared.body = user.place();
  if (const std::string_view id = text_of(user, "id"); !id.empty()) {
    declared.uid = reading_.names.intern(id);
    by_id_.emplace(std::string(id), declared.id);
  }
  has_list_ = has_list_ || !is_member;
  const Place first_alias{static_cast<std::uint32_t>(declarations.aliases.size()), 0};
  add_status(declared, user, *login);
  const auto [known, is_new] = status_.emplace(declared.id, declared.status);
  if (!is_new && (is_member || known->second == declared.status)) return;
  add_aliases(declarations, declared, user);
  declarations.users.push_back(declared);
  if (!is_new) return;
  all_.push_back(declared.id);
  by_word_[fold_ascii(login->scalar())] = declared.id;
  for (std::size_t at = first_alias.begin; at < declarations.aliases.size(); ++at) {
    const Name alias = declarations.aliases[at].name;
    by_word_.emplace(std::string(reading_.names.text(alias)), declared.id);
  }
  // Lists of users leave out who is deactivated.
  const bool may_be_left_out = declared.status == Status::Disabled;
  if (is_member && !may_be_left_out && !only_member_.is_known()) only_member_ = login->span();
}

void People::add_aliases(Declarations& declarations, UserDeclaration& declared, NodeView user) {
  declared.aliases.first = static_cast<std::uint32_t>(declarations.aliases.size());
  const std::optional<NodeView> email = profile_text(user, "email");
  if (!email) return;
  const Name name = intern_folded(reading_, email->scalar());
  if (name == declared.id) return;
  declarations.aliases.push_back({name, email->place()});
  declared.aliases.count = 1;
}

void People::add_status(UserDeclaration& declared, NodeView user, NodeView login) {
  const std::optional<NodeView> said = find_text(user, "status");
  for (const Word& word : kStatuses) {
    if (!said || said->scalar() != word.text) continue;
    declared.status = word.status;
    if (word.status != Status::Active) declared.status_place = said->place();
    return;
  }
  warn(reading_, "unknown-status",
       "`" + shortened(login.scalar()) + "` has a status that is not known",
       (said ? *said : login).span())
      .label = "taken as active";
}

void People::finish() {
  if (!only_member_.is_known()) return;
  said_open_ = only_member_;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           has_list_ ? "a member of a group is in no list of users" : "no list of users is here",
           only_member_);
  problem.label = has_list_ ? "so that list is not whole" : "this one is known as a member only";
  problem.help = "export all pages of `GET /api/v1/users`";
  open_directory(reading_, said_open_);
}

Name People::find(std::string_view word) const {
  if (const auto known = by_id_.find(word); known != by_id_.end()) return known->second;
  const auto known = by_word_.find(fold_ascii(word));
  return known == by_word_.end() ? Name{} : known->second;
}

}  // namespace accessdrift::okta
