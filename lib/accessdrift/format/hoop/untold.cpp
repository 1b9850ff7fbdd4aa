#include "accessdrift/format/hoop/untold.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/hoop/protocols.h"

namespace accessdrift::hoop {

using namespace source;

namespace {

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
