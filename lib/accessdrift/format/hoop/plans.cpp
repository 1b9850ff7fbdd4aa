#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hoop/objects.h"

namespace accessdrift::hoop {

using namespace source;

namespace {

/// By what a system knows an object of a kind.
std::string id_of(Kind kind, NodeView object) {
  if (kind == Kind::Connection) return std::string(text_of(object, "name"));
  return fold_ascii(text_of(object, "email"));
}

bool is_changed(NodeView object) { return source::is_true(find(object, "is_changed")); }

}  // namespace

void Objects::add_planned(SourceReading::File& file, NodeView root) {
  constexpr std::array<std::pair<std::string_view, Kind>, 3> kLists = {
      {{"connections", Kind::Connection}, {"plugins", Kind::Plugin}, {"users", Kind::User}}};
  for (const auto& [key, kind] : kLists) {
    const std::optional<NodeView> list = find(root, key);
    if (list && !list->is_empty_collection()) add_list(file, *list, kind);
    const std::optional<NodeView> removed = find(root, "removed_" + std::string(key));
    if (!removed) continue;
    if (kind == Kind::Plugin) {
      each_item(*removed, [&](NodeView plugin) { removed_bindings_.push_back({plugin, &file}); });
    } else {
      note_removed(kind, *removed);
    }
  }
}

void Objects::note_removed(Kind kind, NodeView list) {
  each_item(list, [&](NodeView object) {
    removed_[kind].insert(id_of(kind, object));
    if (kind == Kind::Connection) removed_ids_.emplace(text_of(object, "id"));
  });
}

/// What a plan changes stands in place of an export's; what it leaves as it is does so only where
/// no export has it.
void Objects::lay_plans(Kind kind) {
  std::vector<Object>& all = all_[index(kind)];
  std::set<std::string> exported;
  std::set<std::string> changed;
  for (const Object& one : all) {
    if (!one.file->is_translated) exported.insert(id_of(kind, one.node));
    if (one.file->is_translated && is_changed(one.node)) changed.insert(id_of(kind, one.node));
  }
  std::erase_if(all, [&](const Object& one) {
    const std::string id = id_of(kind, one.node);
    if (one.file->is_translated)
      return !is_changed(one.node) && (is_listed(kind) || exported.contains(id));
    if (changed.contains(id)) exported_.emplace(std::pair(kind, id), one.node);
    return changed.contains(id) || removed_[kind].contains(id);
  });
  std::ranges::stable_partition(all, [](const Object& one) { return !one.file->is_translated; });
}

std::optional<NodeView> Objects::exported(Kind kind, NodeView changed) const {
  if (exported_.empty() || !is_changed(changed)) return std::nullopt;
  const auto found = exported_.find({kind, id_of(kind, changed)});
  return found == exported_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace accessdrift::hoop
