#include "accessdrift/format/scim/resource.h"

#include "accessdrift/base/text.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::scim {
namespace {

constexpr std::string_view kUserSchema = "urn:ietf:params:scim:schemas:core:2.0:user";
constexpr std::string_view kGroupSchema = "urn:ietf:params:scim:schemas:core:2.0:group";
constexpr std::string_view kListSchema = "urn:ietf:params:scim:api:messages:2.0:listresponse";

/// Ids of schemas compare without regard to case.
bool has_schema(const std::optional<NodeView>& schemas, std::string_view schema) {
  bool has = false;
  if (!schemas) return has;
  source::each_item(*schemas, [&](NodeView item) {
    has = has || (item.kind() == NodeKind::String && folds_to(item.scalar(), schema));
  });
  return has;
}

std::optional<NodeView> text_in(NodeView value) {
  return is_text(value) ? std::optional(value) : std::nullopt;
}

/// `schemas` is looked at when all keys are known.
void take(Resource& resource, std::string_view key, NodeView value,
          std::optional<NodeView>& schemas) {
  if (value.kind() == NodeKind::Null) return;
  switch (key.size()) {
    case 2:
      if (key == "id") resource.id = text_in(value);
      return;
    case 6:
      if (key == "active") resource.active = value;
      if (key == "emails") resource.emails = value;
      if (key == "groups") resource.groups = value;
      return;
    case 7:
      if (key == "members") resource.members = value;
      if (key == "schemas") schemas = value;
      return;
    case 8:
      if (key == "userName") resource.user_name = text_in(value);
      return;
    case 11:
      if (key == "displayName") resource.display_name = text_in(value);
      return;
    default:
      return;
  }
}

}  // namespace

bool is_text(NodeView value) { return value.kind() == NodeKind::String && !value.scalar().empty(); }

Resource resource_of(NodeView node) {
  Resource resource;
  resource.node = node;
  std::optional<NodeView> schemas;
  source::each_entry(
      node, [&](NodeView key, NodeView value) { take(resource, key.scalar(), value, schemas); });
  // Some answers leave `schemas` out, which every resource must have.
  const bool is_bare = node.is_mapping() && !schemas;
  resource.is_user = has_schema(schemas, kUserSchema) || (is_bare && resource.user_name);
  resource.is_group = has_schema(schemas, kGroupSchema) ||
                      (is_bare && !resource.is_user && resource.members.has_value());
  resource.is_other = schemas && resource.id;
  return resource;
}

bool is_list_response(NodeView root) {
  return has_schema(source::find(root, "schemas"), kListSchema);
}

bool is_certain(NodeView resource) {
  const std::optional<NodeView> schemas = source::find(resource, "schemas");
  return has_schema(schemas, kUserSchema) || has_schema(schemas, kGroupSchema);
}

}  // namespace accessdrift::scim
