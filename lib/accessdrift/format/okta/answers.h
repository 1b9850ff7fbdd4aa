#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/format/filed_list.h"

/// What Okta's management API answers: resources of six kinds, in lists that do not say of what
/// they are.
namespace accessdrift::okta {

enum class Kind : std::uint8_t {
  User,
  Group,
  Rule,  ///< that puts people into groups
  App,
  AppUser,   ///< a user as assigned to an app
  AppGroup,  ///< a group as assigned to an app
};

/// What a resource shows that it is.
[[nodiscard]] std::optional<Kind> kind_of(NodeView resource);
/// Whether a file is certainly of this API, by a resource that it has first.
[[nodiscard]] bool is_certain(NodeView root);

/// `profile.NAME`, a text that is not empty.
[[nodiscard]] std::optional<NodeView> profile_text(NodeView resource, std::string_view name);
/// The id in `_links.NAME.href` behind `/NAMEs/`: `0oa1` of `…/api/v1/apps/0oa1`.
[[nodiscard]] std::string_view linked_id(NodeView resource, std::string_view name);

/// All lists of a file: the file itself, and those that an object has under its keys, in objects
/// that are no resources, too.
[[nodiscard]] std::vector<source::FiledList> lists_of(SourceReading::File& file);

}  // namespace accessdrift::okta
