#include "accessdrift/format/hoop/plans.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hoop/protocols.h"

namespace accessdrift::hoop {

using namespace source;

namespace {

/// By what a system knows an object of a kind.
std::string id_of(Kind kind, NodeView object) {
  if (kind == Kind::Connection) return std::string(text_of(object, "name"));
  return fold_ascii(text_of(object, "email"));
}

bool is_changed(NodeView object) { return source::is_true(find(object, "is_changed")); }

struct Untold {
  std::string_view key;
  std::vector<std::string_view> actions;  ///< that it may forbid
};

/// Denies when an unknown is so.
void add_veto(Gateway& gateway, const Object& object, NodeView untold, PolicyDeclaration veto) {
  const std::string unknown = gateway.attribute_names.name_of("unknown.", untold.scalar());
  gateway.declare_unknown(object, unknown, untold.place());
  Gateway::require(veto, unknown, untold.place());
  gateway.vetoes.push_back(veto.id);
  object.file->declarations.policies.push_back(std::move(veto));
}

void read_untold(Gateway& gateway, const Connection& connection) {
  const std::array<Untold, 7> all = {{{"untold_access_mode_connect", {"connect"}},
                                      {"untold_access_mode_exec", {"exec"}},
                                      {"untold_access_mode_runbooks", {"runbook"}},
                                      {"untold_reviewers", {"connect", "exec", "runbook"}},
                                      {"untold_guardrail_rules", {"connect", "exec", "runbook"}},
                                      {"untold_type", {"connect", "exec", "runbook"}},
                                      {"untold_subtype", {"connect", "exec", "runbook"}}}};
  for (const auto& [key, actions] : all) {
    const std::optional<NodeView> untold = find_text(connection.object.node, key);
    if (!untold || (key == "untold_subtype" && !may_be_relay(connection))) continue;
    PolicyDeclaration veto = gateway.policy(untold->scalar(), Effect::Deny, *untold);
    gateway.name_anyone(veto);
    gateway.cover(veto, connection.name.scalar(), untold->place());
    for (const std::string_view action : actions) gateway.act(veto, action, untold->place());
    add_veto(gateway, connection.object, *untold, std::move(veto));
  }
}

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

void read_untold(Gateway& gateway) {
  for (const Connection& connection : gateway.connections) read_untold(gateway, connection);
  if (gateway.connections.empty()) return;
  for (const Person& person : gateway.people.all()) {
    const std::optional<NodeView> untold = find_text(person.node, "untold_status");
    if (!untold || person.file == nullptr) continue;
    PolicyDeclaration veto = gateway.policy(untold->scalar(), Effect::Deny, *untold);
    veto.who.push_back({person.id, MentionKind::User, false, untold->place()});
    gateway.cover_all(veto);
    add_veto(gateway, {person.node, person.file}, *untold, std::move(veto));
  }
}

}  // namespace accessdrift::hoop
