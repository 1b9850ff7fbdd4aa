#include "accessdrift/format/google_directory/people.h"

#include <algorithm>
#include <array>
#include <functional>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/google_directory/known_by.h"
#include "accessdrift/format/told_once.h"

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
    set_first(by_id_, reading_.names.intern(id), name);
  if (is_deleted(user)) return;
  listed_.push_back(name);
  is_listed_.set(name, name);
  by_address_.set(name, name);
  for (const std::string_view key : kAliases) {
    each_item(user, key, [&](NodeView alias) {
      if (alias.kind() == NodeKind::String)
        set_first(by_address_, intern_folded(reading_, alias.scalar()), name);
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
  if (is_deleted(user) && !is_listed_.find(declared.id).is_none()) return;
  is_declared_.set(declared.id, declared.id);
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
  std::vector<NamePlace>& pool = declarations.aliases;
  const std::size_t first = pool.size();
  for (const std::string_view key : kAliases) {
    if (is_deleted(user)) break;  // free for somebody else
    each_item(user, key, [&](NodeView alias) {
      if (alias.kind() != NodeKind::String || alias.scalar().empty()) return;
      const Name name = intern_folded(reading_, alias.scalar());
      if (name != declared.id) pool.push_back({name, alias.place()});
    });
  }
  source::keep_told_once(pool, first, [](const NamePlace& one) { return one.name.number; });
  declared.aliases = {static_cast<std::uint32_t>(first),
                      static_cast<std::uint32_t>(pool.size() - first)};
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
  if (!is_declared_.find(declared.id).is_none()) return;
  if (!is_suspended) reading_.told_apart.insert(std::string(reading_.names.text(declared.id)));
  is_declared_.set(declared.id, declared.id);
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

void People::declare_strangers_elsewhere() {
  if (!are_complete()) return;
  for (const std::string& address : reading_.told_apart) {
    const Name id = reading_.names.intern(address);
    if (!is_declared_.find(id).is_none() || !by_address_.find(id).is_none()) continue;
    UserDeclaration declared;
    declared.id = declared.spelling = id;
    declared.is_outsider = true;
    reading_.files.front().declarations.users.push_back(declared);
  }
}

void People::open(Span said) {
  if (said_open_.is_known()) return;
  said_open_ = said;
  source::open_directory(reading_, said);
}

const std::vector<Name>& People::listed() {
  if (std::ranges::adjacent_find(listed_, std::ranges::greater_equal()) != listed_.end()) {
    std::ranges::sort(listed_);
    const auto repeated = std::ranges::unique(listed_);
    listed_.erase(repeated.begin(), repeated.end());
  }
  return listed_;
}

Name People::find(std::string_view id, std::string_view email) const {
  return find_by(reading_.names, by_id_, by_address_, {id, email});
}

}  // namespace accessdrift::google_directory
