#include "accessdrift/format/google_iap/answers.h"

namespace accessdrift::google_iap {
namespace {

using source::find;
using source::find_text;
using source::text_of;

/// A list of bindings, the first of which is one if there is a first one.
bool has_bindings(NodeView policy) {
  const std::optional<NodeView> bindings = find(policy, "bindings");
  if (!bindings || !bindings->is_sequence()) return false;
  return bindings->is_empty_collection() || find_text(bindings->first_child(), "role");
}

/// What is printed of a policy without a binding.
bool is_empty_policy(NodeView item) {
  bool is_one = find_text(item, "etag").has_value();
  source::each_entry(item, [&](NodeView key, NodeView) {
    is_one = is_one && (key.scalar() == "etag" || key.scalar() == "version" ||
                        key.scalar() == "auditConfigs");
  });
  return is_one;
}

bool is_boundary(NodeView item, std::string_view name) {
  return name.find("/principalAccessBoundaryPolicies/") != name.npos ||
         (name.find("/policyBindings/") != name.npos &&
          text_of(item, "policyKind") == "PRINCIPAL_ACCESS_BOUNDARY");
}

/// `accessPolicies/7` with what it is of.
bool is_access_policy(NodeView item, std::string_view name) {
  constexpr std::string_view kPolicies = "accessPolicies/";
  return name.starts_with(kPolicies) && name.find('/', kPolicies.size()) == name.npos &&
         find_text(item, "parent");
}

bool is_container_name(std::string_view name) {
  for (const std::string_view prefix : {"projects/", "folders/", "organizations/"}) {
    if (name.starts_with(prefix)) return name.find('/', prefix.size()) == name.npos;
  }
  return false;
}

bool is_ancestor(NodeView item) {
  const std::string_view type = text_of(item, "type");
  const std::optional<NodeView> id = find(item, "id");
  return (type == "project" || type == "folder" || type == "organization") && id && id->is_scalar();
}

}  // namespace

std::optional<NodeView> policy_in(NodeView item) {
  for (const std::string_view key : {"policy", "iamPolicy", "iam_policy"}) {
    if (const std::optional<NodeView> policy = find(item, key); policy && policy->is_mapping())
      return policy;
  }
  if (find(item, "bindings") || find(item, "etag")) return item;
  return std::nullopt;
}

std::optional<NodeView> resource_name_in(NodeView asset) {
  const std::optional<NodeView> resource = find_text(asset, "resource");
  return resource ? resource : find_text(asset, "name");
}

namespace {

/// What stands beside allow policies: told by the name, or by what only it has.
std::optional<Kind> kind_by_name(NodeView item, std::string_view name) {
  if (find(item, "rules") &&
      (text_of(item, "kind") == "DenyPolicy" || name.find("/denypolicies/") != name.npos))
    return Kind::DenyPolicy;
  if (is_boundary(item, name)) return Kind::Boundary;
  const bool is_level =
      name.starts_with("accessPolicies/") && name.find("/accessLevels/") != name.npos;
  if (is_level) return Kind::Level;
  if (is_access_policy(item, name)) return Kind::AccessPolicy;
  const bool is_role = name.starts_with("roles/") || name.find("/roles/") != name.npos;
  if (find(item, "includedPermissions") || is_role) return Kind::Role;
  if (find(item, "accessSettings") || find(item, "applicationSettings")) return Kind::Settings;
  return std::nullopt;
}

std::optional<Kind> kind_of_policy(NodeView item) {
  const std::optional<NodeView> policy = policy_in(item);
  const bool is_named = resource_name_in(item).has_value();
  if (policy && has_bindings(*policy)) return is_named ? Kind::Asset : Kind::Policy;
  if (policy && is_named && policy->place() != item.place()) return Kind::Asset;
  if (is_empty_policy(item)) return Kind::Policy;
  return std::nullopt;
}

bool is_container(NodeView item, std::string_view name) {
  if (find_text(item, "projectId") && (find(item, "projectNumber") || find(item, "lifecycleState")))
    return true;
  return is_container_name(name) &&
         (find(item, "displayName") || find(item, "lifecycleState") || find(item, "state"));
}

}  // namespace

std::optional<Kind> kind_of(NodeView item) {
  if (!item.is_mapping()) return std::nullopt;
  const std::string_view name = text_of(item, "name");
  if (const std::optional<Kind> kind = kind_by_name(item, name)) return kind;
  if (const std::optional<Kind> kind = kind_of_policy(item)) return kind;
  if (is_container(item, name)) return Kind::Container;
  if (is_ancestor(item)) return Kind::Ancestor;
  return std::nullopt;
}

}  // namespace accessdrift::google_iap
