#include "accessdrift/format/hoop/planned_bindings.h"

namespace accessdrift::hoop {

using source::each_item;
using source::find;
using source::text_of;

const Connection* connection_of(const Gateway& gateway, NodeView binding) {
  for (const std::string_view key : {"connection_id", "id"}) {
    const Connection* const found = gateway.find_connection_by_id(text_of(binding, key));
    if (found != nullptr) return found;
  }
  const Connection* const named = gateway.find_connection(text_of(binding, "name"));
  const bool has_id = !text_of(binding, "id").empty();
  return named != nullptr && (named->id.empty() || !has_id) ? named : nullptr;
}

PlannedBindings::PlannedBindings(const Gateway& gateway, std::string_view plugin)
    : gateway_(gateway), name_(plugin), is_exported_(gateway.objects.is_listed(Kind::Plugin)) {
  for (const Object& one : gateway.objects.removed_bindings()) note(one, true);
  for (const Object& one : gateway.objects.of(Kind::Plugin)) {
    if (one.file->is_translated) {
      note(one, false);
    } else {
      is_exported_ = is_exported_ || text_of(one.node, "name") == name_;
    }
  }
}

void PlannedBindings::note(const Object& plugin, bool is_removed) {
  if (text_of(plugin.node, "name") != name_) return;
  each_item(plugin.node, "connections", [&](NodeView binding) {
    const Connection* const connection = connection_of(gateway_, binding);
    if (connection != nullptr && (is_removed || source::is_true(find(binding, "is_changed"))))
      replaced_.insert(connection->name.scalar());
  });
}

bool PlannedBindings::counts(const Object& plugin, NodeView binding) const {
  if (plugin.file->is_translated)
    return !is_exported_ || source::is_true(find(binding, "is_changed"));
  const Connection* const connection = connection_of(gateway_, binding);
  if (connection != nullptr) return !replaced_.contains(connection->name.scalar());
  return !gateway_.objects.is_removed_connection(text_of(binding, "connection_id")) &&
         !gateway_.objects.is_removed_connection(text_of(binding, "id"));
}

bool PlannedBindings::counts(const Object& plugin) const {
  bool does = !plugin.file->is_translated;
  each_item(plugin.node, "connections",
            [&](NodeView binding) { does = does || counts(plugin, binding); });
  return does;
}

}  // namespace accessdrift::hoop
