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

/// Where what a key says is kept, of which only a text counts.
std::optional<NodeView>* text_for(std::string_view key, Resource& resource) {
  switch (key.size()) {
    case 2:
      return is(key, "id") ? &resource.id : nullptr;
    case 8:
      return is(key, "userName") ? &resource.user_name : nullptr;
    case 11:
      return is(key, "displayName") ? &resource.display_name : nullptr;
    default:
      return nullptr;
  }
}

/// Likewise of anything. `schemas` is looked at when all keys are known.
std::optional<NodeView>* value_for(std::string_view key, Resource& resource,
                                   std::optional<NodeView>& schemas) {
  if (key.size() == 7) {
    if (is(key, "members")) return &resource.members;
    return is(key, "schemas") ? &schemas : nullptr;
  }
  if (key.size() != 6) return nullptr;
  if (is(key, "active")) return &resource.active;
  if (is(key, "emails")) return &resource.emails;
  return is(key, "groups") ? &resource.groups : nullptr;
}

void take(Resource& resource, std::string_view key, NodeView value,
          std::optional<NodeView>& schemas) {
  if (value.kind() == NodeKind::Null) return;
  if (std::optional<NodeView>* const text = text_for(key, resource)) {
    *text = text_in(value);
  } else if (std::optional<NodeView>* const any = value_for(key, resource, schemas)) {
    *any = value;
  }
}

/// A truth value; some providers write it as a text.
std::optional<bool> truth_in(NodeView value) {
  if (value.kind() != NodeKind::Boolean && value.kind() != NodeKind::String) return std::nullopt;
  if (folds_to(value.scalar(), "true")) return true;
  return folds_to(value.scalar(), "false") ? std::optional(false) : std::nullopt;
}

bool has_aliases(NodeView emails, NodeView user_name) {
  bool has = false;
  source::each_item(emails, [&](NodeView email) {
    const std::optional<NodeView> value = source::find_text(email, "value");
    has = has || (value && value->scalar() != user_name.scalar());
  });
  return has;
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
  if (!resource.user_name) return resource;
  if (resource.active) resource.is_active = truth_in(*resource.active);
  resource.has_aliases = resource.emails && has_aliases(*resource.emails, *resource.user_name);
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
