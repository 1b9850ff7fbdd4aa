#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/format/filed_list.h"

/// What Microsoft Graph answers: resources of several kinds, in pages that may say of which.
namespace accessdrift::entra {

enum class Kind : std::uint8_t {
  User,
  Group,
  ServicePrincipal,
  AppRoleAssignment,
  DirectoryRole,
  RoleAssignment,  ///< of a directory role to somebody
  Policy,          ///< of Conditional Access
  Location,        ///< a named one
  Other,           ///< that decides nothing here
};

/// A list, with what its page says.
struct Page : source::FiledList {
  std::optional<NodeView> next = {};  ///< `@odata.nextLink`
  std::optional<Kind> said = {};      ///< by `@odata.context`, or by the name it is filed under
};

/// What a resource shows that it is.
[[nodiscard]] std::optional<Kind> kind_of(NodeView resource);
/// The same, or what its page says that it is.
[[nodiscard]] std::optional<Kind> kind_of(const Page& page, NodeView resource);
/// Whether a file is certainly of Graph.
[[nodiscard]] bool is_certain(NodeView root);
/// All lists of a file: the file itself, its `value`, and those that an object has under its keys.
[[nodiscard]] std::vector<Page> pages_of(SourceReading::File& file);
/// Whether a list is what `members` or the like of a resource is, not of such resources itself.
[[nodiscard]] bool is_transitive(const Page& page);

}  // namespace accessdrift::entra
