#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "accessdrift/format/source_reading.h"

/// What files of Google Cloud are about: what `gcloud` prints, bodies of REST calls, searches and
/// exports of assets.
namespace accessdrift::google_iap {

enum class Kind : std::uint8_t {
  Policy,        ///< the allow policy of one resource, which it does not name
  Asset,         ///< of a search or an export: a resource's name and its policy
  Level,         ///< an access level
  AccessPolicy,  ///< what access levels are in
  Role,          ///< a role with its permissions
  Container,     ///< a project, a folder, an organisation
  Ancestor,      ///< of a list of a project's ancestors: a type and an id
  DenyPolicy,
  Settings,  ///< of IAP
  Boundary,  ///< a principal access boundary policy, or a binding of one
};

[[nodiscard]] std::optional<Kind> kind_of(NodeView item);
/// An `Asset`, taken apart: which resource, and its policy.
struct Asset {
  NodeView name;
  NodeView policy;
};
/// Likewise; `asset` is filled of an `Asset`.
[[nodiscard]] std::optional<Kind> kind_of(NodeView item, Asset& asset);
/// The policy of a `Policy` or an `Asset`.
[[nodiscard]] std::optional<NodeView> policy_in(NodeView item);
/// The name of the resource that an `Asset` is about.
[[nodiscard]] std::optional<NodeView> resource_name_in(NodeView asset);

/// Keys of lists.
inline constexpr std::array<std::string_view, 11> kListKeys = {
    "results",       "assets",
    "accessLevels",  "accessPolicies",
    "roles",         "projects",
    "folders",       "organizations",
    "policies",      "principalAccessBoundaryPolicies",
    "policyBindings"};

/// Whether a file is a page of a list; one without the list is empty, and says that it goes on.
[[nodiscard]] bool is_page(NodeView root);

/// Calls `visit(item)` for what a file is: itself, or what its list holds.
template <typename Visit>
void each_answer(NodeView root, Visit&& visit) {
  if (root.is_sequence()) return source::each_item(root, visit);
  if (kind_of(root)) return visit(root);
  for (const std::string_view list : kListKeys) source::each_item(root, list, visit);
}

}  // namespace accessdrift::google_iap
