#include "accessdrift/format/scim/resource.h"

#include <cstring>

#include "accessdrift/base/text.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::scim {
namespace {

/// An id of a schema, as RFC 7643 writes it and folded: ids compare without regard to case.
struct Schema {
  std::string_view written, folded;
};
constexpr Schema kUserSchema = {"urn:ietf:params:scim:schemas:core:2.0:User",
                                "urn:ietf:params:scim:schemas:core:2.0:user"};
constexpr Schema kGroupSchema = {"urn:ietf:params:scim:schemas:core:2.0:Group",
                                 "urn:ietf:params:scim:schemas:core:2.0:group"};
constexpr Schema kListSchema = {"urn:ietf:params:scim:api:messages:2.0:ListResponse",
                                "urn:ietf:params:scim:api:messages:2.0:listresponse"};

bool is_schema(NodeView item, const Schema& schema) {
  if (item.kind() != NodeKind::String) return false;
  const std::string_view id = item.scalar();
  if (id.size() != schema.folded.size()) return false;
  return id == schema.written || folds_to(id, schema.folded);
}

bool has_schema(const std::optional<NodeView>& schemas, const Schema& schema) {
  bool has = false;
  if (!schemas) return has;
  source::each_item(*schemas, [&](NodeView item) { has = has || is_schema(item, schema); });
  return has;
}

std::optional<NodeView> text_in(NodeView value) {
  return is_text(value) ? std::optional(value) : std::nullopt;
}

/// Of a text that is as long; the compiler knows how long.
template <std::size_t Size>
bool is(std::string_view key, const char (&word)[Size]) {
  return std::memcmp(key.data(), word, Size - 1) == 0;
}

/// `schemas` is looked at when all keys are known.
void take(Resource& resource, std::string_view key, NodeView value,
          std::optional<NodeView>& schemas) {
  if (value.kind() == NodeKind::Null) return;
  switch (key.size()) {
    case 2:
      if (is(key, "id")) resource.id = text_in(value);
      return;
    case 6:
      if (is(key, "active")) resource.active = value;
      if (is(key, "emails")) resource.emails = value;
      if (is(key, "groups")) resource.groups = value;
      return;
    case 7:
      if (is(key, "members")) resource.members = value;
      if (is(key, "schemas")) schemas = value;
      return;
    case 8:
      if (is(key, "userName")) resource.user_name = text_in(value);
      return;
    case 11:
      if (is(key, "displayName")) resource.display_name = text_in(value);
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
