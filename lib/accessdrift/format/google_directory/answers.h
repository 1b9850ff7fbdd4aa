#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "accessdrift/format/source_reading.h"

/// What the two APIs answer: resources of four kinds, in lists that say of which.
namespace accessdrift::google_directory {

enum class Kind : std::uint8_t {
  User,
  Group,       ///< of the Directory API
  Member,      ///< of the Directory API, which does not say of which group
  CloudGroup,  ///< of Cloud Identity
  Membership,  ///< of Cloud Identity, `groups/G/memberships/M`
};

/// What a resource says or shows that it is.
[[nodiscard]] std::optional<Kind> kind_of(NodeView resource);
/// What is in the list that a file is; nothing if it is one resource, or tells nothing.
[[nodiscard]] std::optional<Kind> kind_of_list(NodeView root);
/// Whether a resource, or a list by what it has first, is certainly of these APIs.
[[nodiscard]] bool is_certain(NodeView root);
/// Whether a file is a list of answers, as clients that turn pages keep them.
[[nodiscard]] bool is_list_of_pages(NodeView root);
/// The `nextPageToken` of a page that is not the last one.
[[nodiscard]] std::optional<NodeView> next_page(NodeView root);

/// `G` of `groups/G` and `groups/G/memberships/M`, else nothing.
[[nodiscard]] std::string_view group_id_in(std::string_view resource_name);
/// The address of a Cloud Identity resource: `id` of its `groupKey`, `preferredMemberKey`...
[[nodiscard]] std::optional<NodeView> key_id(NodeView resource, std::string_view key);

/// What in a file is nothing of these APIs: a bare list's element whose kind nothing tells, or all
/// of a file that has neither a list nor a resource.
[[nodiscard]] std::optional<NodeView> stranger_in(NodeView root);

/// Calls `visit(answer)` for every answer of a file.
template <typename Visit>
void each_answer(NodeView root, Visit&& visit) {
  if (!is_list_of_pages(root)) return visit(root);
  source::each_item(root, visit);
}

/// Calls `visit(kind, resource)` for every resource of an answer. What is listed under a kind's
/// name is one, however little it says of itself; in a bare list one of the first's kind, else of
/// `otherwise_in_list`.
template <typename Visit>
void each_resource(NodeView root, Visit&& visit, std::optional<Kind> otherwise_in_list = {}) {
  const std::optional<Kind> listed = kind_of_list(root);
  const std::optional<Kind> usual = listed || !root.is_sequence() ? listed : otherwise_in_list;
  const auto see = [&](NodeView resource, std::optional<Kind> otherwise) {
    const std::optional<Kind> kind = kind_of(resource);
    if (kind || otherwise) visit(kind ? *kind : *otherwise, resource);
  };
  if (root.is_sequence())
    return source::each_item(root, [&](NodeView resource) { see(resource, usual); });
  if (!usual) return see(root, std::nullopt);
  source::each_item(root, "users", [&](NodeView resource) { see(resource, Kind::User); });
  source::each_item(root, "groups", [&](NodeView resource) { see(resource, Kind::Group); });
  source::each_item(root, "memberships",
                    [&](NodeView resource) { see(resource, Kind::Membership); });
  source::each_item(root, "members", [&](NodeView resource) { see(resource, Kind::Member); });
}

}  // namespace accessdrift::google_directory
