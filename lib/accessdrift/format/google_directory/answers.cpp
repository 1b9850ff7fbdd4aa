#include "accessdrift/format/google_directory/answers.h"

#include <array>

namespace accessdrift::google_directory {
namespace {

using namespace source;

struct Shape {
  Kind kind;
  std::string_view resource;  ///< the Directory API's `kind`
  std::string_view answer;    ///< and that of a list
  std::string_view list;      ///< the key of the list
};

constexpr std::array<Shape, 5> kShapes = {{
    {Kind::User, "admin#directory#user", "admin#directory#users", "users"},
    {Kind::Group, "admin#directory#group", "admin#directory#groups", "groups"},
    {Kind::Member, "admin#directory#member", "admin#directory#members", "members"},
    {Kind::CloudGroup, {}, {}, "groups"},
    {Kind::Membership, {}, {}, "memberships"},
}};

/// Of one whose `kind` was not asked for.
std::optional<Kind> shape_of(NodeView resource) {
  if (find_text(resource, "primaryEmail")) return Kind::User;
  if (key_id(resource, "preferredMemberKey") || key_id(resource, "memberKey"))
    return Kind::Membership;
  if (key_id(resource, "groupKey")) return Kind::CloudGroup;
  if (find(resource, "directMembersCount")) return Kind::Group;
  if (find_text(resource, "email") && (find(resource, "role") || find(resource, "type")))
    return Kind::Member;
  return std::nullopt;
}

bool is_certain_resource(NodeView resource) {
  const std::string_view said = text_of(resource, "kind");
  for (const Shape& shape : kShapes) {
    if (!said.empty() && (said == shape.resource || said == shape.answer)) return true;
  }
  return find_text(resource, "primaryEmail") || key_id(resource, "preferredMemberKey") ||
         key_id(resource, "memberKey") || key_id(resource, "groupKey");
}

}  // namespace

std::optional<NodeView> key_id(NodeView resource, std::string_view key) {
  const std::optional<NodeView> value = find(resource, key);
  return value ? find_text(*value, "id") : std::nullopt;
}

std::optional<Kind> kind_of(NodeView resource) {
  const std::string_view said = text_of(resource, "kind");
  for (const Shape& shape : kShapes) {
    if (!said.empty() && said == shape.resource) return shape.kind;
  }
  return shape_of(resource);
}

std::optional<Kind> kind_of_list(NodeView root) {
  if (root.is_sequence())
    return root.is_empty_collection() ? std::nullopt : kind_of(root.first_child());
  const std::string_view said = text_of(root, "kind");
  for (const Shape& shape : kShapes) {
    if (!said.empty() && said == shape.answer) return shape.kind;
  }
  if (kind_of(root)) return std::nullopt;
  for (const Shape& shape : kShapes) {
    const std::optional<NodeView> list = find(root, shape.list);
    if (list && list->is_sequence()) return shape.kind;
  }
  return std::nullopt;
}

bool is_list_of_pages(NodeView root) {
  if (!root.is_sequence() || root.is_empty_collection()) return false;
  const NodeView first = root.first_child();
  return first.is_mapping() && !kind_of(first) && kind_of_list(first);
}

bool is_certain(NodeView root) {
  if (is_list_of_pages(root)) root = root.first_child();
  if (is_certain_resource(root)) return true;
  if (root.is_sequence())
    return !root.is_empty_collection() && is_certain_resource(root.first_child());
  for (const Shape& shape : kShapes) {
    const std::optional<NodeView> list = find(root, shape.list);
    if (list && list->is_sequence() && !list->is_empty_collection() &&
        is_certain_resource(list->first_child()))
      return true;
  }
  return false;
}

std::optional<NodeView> stranger_in(NodeView root) {
  if (kind_of_list(root) || kind_of(root)) return std::nullopt;
  if (!root.is_sequence() || root.is_empty_collection()) return root;
  for (NodeView item = root.first_child(); !item.is_end(root); item = item.next_sibling()) {
    if (!kind_of(item)) return item;
  }
  return std::nullopt;
}

std::optional<NodeView> next_page(NodeView root) { return find_text(root, "nextPageToken"); }

std::string_view group_id_in(std::string_view resource_name) {
  constexpr std::string_view kGroups = "groups/";
  if (!resource_name.starts_with(kGroups)) return {};
  resource_name.remove_prefix(kGroups.size());
  return resource_name.substr(0, resource_name.find('/'));
}

}  // namespace accessdrift::google_directory
