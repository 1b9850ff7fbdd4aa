#include "accessdrift/format/gam/tables.h"

namespace accessdrift::gam {
namespace {

bool has(const source::Table& table, std::string_view column) {
  return table.find(column).has_value();
}

}  // namespace

std::optional<Kind> kind_of(const source::Table& table) {
  if (has(table, "primaryemail")) return Kind::Users;
  if (has(table, "group") && has(table, "email")) return Kind::Members;
  if (has(table, "email")) return Kind::Groups;
  return std::nullopt;
}

bool is_certain(const source::Table& table) {
  const std::optional<Kind> kind = kind_of(table);
  if (!kind) return false;
  switch (*kind) {
    case Kind::Users:
      return true;
    case Kind::Groups:
      return has(table, "directmemberscount") || has(table, "admincreated");
    case Kind::Members:
      return has(table, "role") && has(table, "id");
  }
  return false;
}

}  // namespace accessdrift::gam
