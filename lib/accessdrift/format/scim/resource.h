#pragma once

#include <optional>
#include <string_view>

#include "accessdrift/document/document.h"

namespace accessdrift::scim {

/// What is read of one resource, looked up in one pass over it. What is not there is null too.
struct Resource {
  NodeView node;
  bool is_user = false;
  bool is_group = false;
  /// Of a type that is neither, as providers add them.
  bool is_other = false;
  // Texts that are not empty.
  std::optional<NodeView> id, user_name, display_name;
  std::optional<NodeView> active, emails, members, groups;
  /// What `active` says; nothing of what is no truth value.
  std::optional<bool> is_active = {};
  /// Some of the addresses is not the user's name as it is written.
  bool has_aliases = false;

  [[nodiscard]] bool is_known() const { return is_user || is_group; }
};

[[nodiscard]] Resource resource_of(NodeView node);

/// By the schemas that it names: a list response.
[[nodiscard]] bool is_list_response(NodeView root);
/// Likewise: a user or a group.
[[nodiscard]] bool is_certain(NodeView resource);

/// A text that is not empty.
[[nodiscard]] bool is_text(NodeView value);

}  // namespace accessdrift::scim
