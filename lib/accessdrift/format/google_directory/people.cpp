#include "accessdrift/format/google_directory/people.h"

#include <array>

#include "accessdrift/base/text.h"

namespace accessdrift::google_directory {
namespace {

using source::each_item;
using source::find_text;
using source::intern_folded;
using source::text_of;

constexpr std::array<std::string_view, 2> kAliases = {"aliases", "nonEditableAliases"};

bool is_true(const std::optional<NodeView>& value) {
  return value && value->is_scalar() && fold_ascii(value->scalar()) == "true";
}

}  // namespace

bool People::is_deleted(NodeView user) { return find_text(user, "deletionTime").has_value(); }

void People::note(NodeView user) {
  const std::string_view email = text_of(user, "primaryEmail");
  if (email.empty()) return;
  const Name name = intern_folded(reading_, email);
  if (const std::string_view id = text_of(user, "id"); !id.empty())
    by_id_.emplace(std::string(id), name);
  if (is_deleted(user)) return;
  listed_.insert(name);
  by_address_.insert_or_assign(fold_ascii(email), name);
  for (const std::string_view key : kAliases) {
    each_item(user, key, [&](NodeView alias) {
      if (alias.kind() == NodeKind::String) by_address_.emplace(fold_ascii(alias.scalar()), name);
    });
  }
}

void People::declare(Declarations& declarations, NodeView user) {
  const std::optional<NodeView> email = find_text(user, "primaryEmail");
  if (!email) {
    source::report(reading_, "missing-key", "this user has no `primaryEmail`", user.span()).label =
        "policies and groups name it by that";
    return;
  }
  UserDeclaration declared;
  declared.id = intern_folded(reading_, email->scalar());
  if (is_deleted(user) && listed_.contains(declared.id)) return;
  declared_.insert(declared.id);
  declared.spelling = reading_.names.intern(email->scalar());
  declared.key = email->place();
  declared.body = user.place();
  if (const std::string_view id = text_of(user, "id"); !id.empty())
    declared.uid = reading_.names.intern(id);
  add_aliases(declarations, declared, user);
  add_status(declared, user, *email);
  declarations.users.push_back(declared);
}

void People::add_aliases(Declarations& declarations, UserDeclaration& declared, NodeView user) {
  declared.aliases.first = static_cast<std::uint32_t>(declarations.aliases.size());
  std::set<Name> told = {declared.id};
  for (const std::string_view key : kAliases) {
    if (is_deleted(user)) break;  // free for somebody else
    each_item(user, key, [&](NodeView alias) {
      if (alias.kind() != NodeKind::String || alias.scalar().empty()) return;
      const Name name = intern_folded(reading_, alias.scalar());
      if (told.insert(name).second) declarations.aliases.push_back({name, alias.place()});
    });
  }
  declared.aliases.count =
      static_cast<std::uint32_t>(declarations.aliases.size()) - declared.aliases.first;
}

/// What lasts longer outweighs.
void People::add_status(UserDeclaration& declared, NodeView user, NodeView email) {
  const std::optional<NodeView> suspended = source::find(user, "suspended");
  const std::optional<NodeView> archived = source::find(user, "archived");
  if (is_deleted(user)) {
    declared.status = Status::Deleted;
    declared.status_place = find_text(user, "deletionTime")->place();
  } else if (is_true(archived)) {
    declared.status = Status::Disabled;
    declared.status_place = archived->place();
  } else if (is_true(suspended)) {
    declared.status = Status::Suspended;
    declared.status_place = suspended->place();
  } else if (!suspended) {
    source::warn(reading_, "unknown-status",
                 "`" + shortened(email.scalar()) + "` does not say whether it is suspended",
                 email.span())
        .label = "taken as active";
  }
}

void People::declare_stranger(Declarations& declarations, NodeView member, NodeView email,
                              bool is_service) {
  UserDeclaration declared;
  declared.id = intern_folded(reading_, email.scalar());
  const std::string_view status = text_of(member, "status");
  const bool is_suspended = status == "SUSPENDED" || status == "ARCHIVED";
  // Without a list anybody who is mentioned is taken for an account, an active one.
  if (!are_listed() && !is_suspended) return;
  if (!declared_.insert(declared.id).second) return;
  declared.spelling = reading_.names.intern(email.scalar());
  declared.key = email.place();
  declared.body = member.place();
  declared.is_service = is_service;
  declared.is_outsider = true;
  if (is_suspended) {
    declared.status = Status::Suspended;
    declared.status_place = find_text(member, "status")->place();
  }
  declarations.users.push_back(declared);
  if (!are_listed()) open({declarations.text.get(), email.place()});
}

void People::open(Span said) {
  if (said_open_.is_known()) return;
  said_open_ = said;
  for (SourceReading::File& file : reading_.files) {
    if (file.document.text.get() == said.text)
      file.declarations.directory = DirectoryDeclaration{false, said.place, said.place};
  }
}

Name People::find(std::string_view id, std::string_view email) const {
  if (const auto known = by_id_.find(id); known != by_id_.end()) return known->second;
  const auto known = by_address_.find(fold_ascii(email));
  return known == by_address_.end() ? Name{} : known->second;
}

}  // namespace accessdrift::google_directory
