#include "accessdrift/format/google_iap/roles.h"

#include <algorithm>
#include <array>

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::is_true;
using source::text_of;

struct Permission {
  std::string_view name;  ///< behind the service
  std::string_view action;
};

constexpr std::array<Permission, 3> kPermissions = {{
    {"webServiceVersions.accessViaIAP", "access"},
    {"tunnelInstances.accessViaIAP", "tunnel"},
    {"tunnelDestGroups.accessViaIAP", "tunnel-group"},
}};

constexpr std::string_view kPrefix = "iap.";
constexpr std::string_view kPrefixOfDenials = "iap.googleapis.com/";

/// A part of a permission and one that may be `*`.
bool fits(std::string_view asked, std::string_view part) { return asked == "*" || asked == part; }

}  // namespace

std::vector<std::string_view> actions_of_permission(std::string_view permission) {
  if (permission.starts_with(kPrefixOfDenials)) {
    permission.remove_prefix(kPrefixOfDenials.size());
  } else if (permission.starts_with(kPrefix)) {
    permission.remove_prefix(kPrefix.size());
  } else {
    return {};
  }
  const std::size_t dot = permission.find('.');
  if (dot == permission.npos) return {};
  std::vector<std::string_view> actions;
  for (const Permission& one : kPermissions) {
    const std::size_t at = one.name.find('.');
    if (fits(permission.substr(0, dot), one.name.substr(0, at)) &&
        fits(permission.substr(dot + 1), one.name.substr(at + 1)))
      actions.push_back(one.action);
  }
  return actions;
}

void Roles::note(NodeView role) {
  known_.clear();
  if (const auto untold = source::find_text(role, "untold"))
    untold_.emplace(text_of(role, "name"), untold->scalar());
  if (!find(role, "includedPermissions") && !is_true(find(role, "deleted"))) return;
  Permissions& permissions = custom_[std::string(text_of(role, "name"))];
  if (is_true(find(role, "deleted")) || text_of(role, "stage") == "DISABLED") return;
  each_item(role, "includedPermissions", [&](NodeView permission) {
    if (permission.is_scalar()) permissions.emplace(permission.scalar());
  });
}

RoleActions Roles::unknown(std::string_view role) const {
  RoleActions found;
  found.is_known = false;
  if (const auto untold = untold_.find(role); untold != untold_.end())
    found.untold = untold->second;
  for (const Permission& one : kPermissions) found.actions.push_back(one.action);
  std::ranges::sort(found.actions);
  return found;
}

const RoleActions& Roles::actions_of(std::string_view role) const {
  const auto known = known_.find(role);
  if (known != known_.end()) return known->second;
  return known_.emplace(role, look_up(role)).first->second;
}

RoleActions Roles::look_up(std::string_view role) const {
  const auto custom = custom_.find(role);
  if (custom == custom_.end() && !role.starts_with("roles/")) return unknown(role);
  RoleActions found;
  const auto add = [&](std::string_view permission) {
    for (const std::string_view action : actions_of_permission(permission)) {
      if (std::ranges::find(found.actions, action) == found.actions.end())
        found.actions.push_back(action);
    }
  };
  if (custom != custom_.end()) {
    for (const std::string& permission : custom->second) add(permission);
  } else if (role == "roles/iap.httpsResourceAccessor") {
    add("iap.webServiceVersions.accessViaIAP");
  } else if (role == "roles/iap.tunnelResourceAccessor" || role == "roles/owner") {
    add("iap.tunnelInstances.accessViaIAP");
    add("iap.tunnelDestGroups.accessViaIAP");
  }
  std::ranges::sort(found.actions);
  return found;
}

}  // namespace accessdrift::google_iap
