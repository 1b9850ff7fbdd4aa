#include "accessdrift/format/gam/people.h"

#include <array>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/gam/tables.h"

namespace accessdrift::gam {
namespace {

using namespace source;
using Row = Table::Row;

constexpr std::array<std::string_view, 2> kAliases = {"aliases", "noneditablealiases"};

/// GAM prints `True` and `False`.
bool is_true(const std::optional<NodeView>& cell) {
  return cell && fold_ascii(trimmed(cell->scalar())) == "true";
}

std::string_view text_in(const Row& row, std::optional<std::size_t> column) {
  const std::optional<NodeView> cell = row.cell(column);
  return cell ? trimmed(cell->scalar()) : std::string_view();
}

}  // namespace

People::Columns People::columns_of(const Table& table) {
  return {table.find("primaryemail"), table.find("id"), table.find("suspended"),
          table.find("archived"), table.find("deletiontime")};
}

void People::note(const Table& table) {
  const Columns columns = columns_of(table);
  table.each_row([&](const Row& row) {
    const std::string_view email = text_in(row, columns.email);
    if (email.empty()) return;
    const Name name = intern_folded(reading_, email);
    if (const std::string_view id = text_in(row, columns.id); !id.empty())
      by_id_.emplace(std::string(id), name);
    if (row.cell(columns.deleted)) return;
    listed_.insert(name);
    by_address_.insert_or_assign(fold_ascii(email), name);
    for (const std::string_view list : kAliases) {
      each_address(table, row, list, [&](NodeView, std::string_view alias) {
        by_address_.emplace(fold_ascii(alias), name);
      });
    }
  });
}

void People::declare(SourceReading::File& file, const Table& table) {
  const Columns columns = columns_of(table);
  if (!columns.suspended) {
    Diagnostic& problem = warn(reading_, "unknown-status",
                               "users do not say whether they are suspended", table.head().span());
    problem.label = "taken as active";
    problem.help = "gam print users fields primaryemail,id,aliases,suspended,archived";
  }
  GatheredUsers users(file);
  table.each_row([&](const Row& row) {
    const std::optional<NodeView> email = row.cell(columns.email);
    if (!email) {
      report(reading_, "missing-key", "this user has no `primaryEmail`", row.view().span()).label =
          "policies and groups name it by that";
      return;
    }
    const Name id = intern_folded(reading_, trimmed(email->scalar()));
    const bool is_deleted = row.cell(columns.deleted).has_value();
    if (is_deleted && listed_.contains(id)) return;
    declared_.insert(id);
    GatheredUsers::User& user = users.user(id, reading_.names.intern(trimmed(email->scalar())),
                                           email->place(), row.view().place());
    if (const std::string_view uid = text_in(row, columns.id); !uid.empty())
      user.declared.uid = reading_.names.intern(uid);
    tell_status(user, columns, row);
    for (const std::string_view list : kAliases) {
      if (is_deleted) break;  // free for somebody else
      each_address(table, row, list, [&](NodeView cell, std::string_view alias) {
        GatheredUsers::add_alias(user, intern_folded(reading_, alias), cell.place());
      });
    }
  });
  users.declare();
}

/// What lasts longer outweighs; of two rows about one account the one that can sign in counts.
void People::tell_status(GatheredUsers::User& user, const Columns& columns, const Row& row) {
  const std::optional<NodeView> deleted = row.cell(columns.deleted);
  const std::optional<NodeView> archived = row.cell(columns.archived);
  const std::optional<NodeView> suspended = row.cell(columns.suspended);
  Status status = Status::Active;
  std::optional<NodeView> place;
  if (deleted) {
    status = Status::Deleted;
    place = deleted;
  } else if (is_true(archived)) {
    status = Status::Disabled;
    place = archived;
  } else if (is_true(suspended)) {
    status = Status::Suspended;
    place = suspended;
  }
  if (!user.is_new && status != Status::Active) return;
  user.is_new = false;
  user.declared.status = status;
  user.declared.status_place = place ? place->place() : Place{};
}

void People::declare_stranger(SourceReading::File& file, NodeView email,
                              std::optional<NodeView> status, bool is_service) {
  const std::string word = status ? fold_ascii(trimmed(status->scalar())) : std::string();
  const bool is_suspended = word == "suspended" || word == "archived";
  // Without a table of users anybody who is mentioned is taken for an account, an active one.
  if (!are_listed() && !is_suspended) return;
  UserDeclaration declared;
  declared.id = intern_folded(reading_, trimmed(email.scalar()));
  if (!declared_.insert(declared.id).second) return;
  if (!is_suspended) reading_.told_apart.insert(std::string(reading_.names.text(declared.id)));
  declared.is_outsider = true;
  declared.spelling = reading_.names.intern(trimmed(email.scalar()));
  declared.key = email.place();
  declared.body = email.place();
  declared.is_service = is_service;
  if (is_suspended) {
    declared.status = Status::Suspended;
    declared.status_place = status->place();
  }
  file.declarations.users.push_back(declared);
  if (!are_listed()) open_directory(reading_, file, email.place());
}

void People::declare_strangers_elsewhere() {
  if (!are_listed()) return;
  for (const std::string& address : reading_.told_apart) {
    const Name id = reading_.names.intern(address);
    if (by_address_.contains(address) || !declared_.insert(id).second) continue;
    UserDeclaration declared;
    declared.id = declared.spelling = id;
    declared.is_outsider = true;
    reading_.files.front().declarations.users.push_back(declared);
  }
}

Name People::find(std::string_view id, std::string_view email) const {
  if (const auto known = by_id_.find(id); known != by_id_.end()) return known->second;
  const auto known = by_address_.find(fold_ascii(email));
  return known == by_address_.end() ? Name{} : known->second;
}

}  // namespace accessdrift::gam
