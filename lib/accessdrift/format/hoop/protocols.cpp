#include "accessdrift/format/hoop/protocols.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace accessdrift::hoop {
namespace {

using namespace source;

/// Of this type the subtype tells.
constexpr std::string_view kApplication = "application";
constexpr std::array<std::string_view, 4> kOverSsh = {"ssh", "ssh-local", "git", "github"};

}  // namespace

Protocol protocol_of(const Connection& connection) {
  const std::string_view type = text_of(connection.object.node, "type");
  const bool is_application = type == kApplication;
  const std::string_view word = is_application ? text_of(connection.object.node, "subtype") : type;
  if (word == "tcp") return Protocol::Tcp;
  if (word == "ssh") return Protocol::Ssh;
  const bool is_over_ssh = is_application && std::ranges::find(kOverSsh, word) != kOverSsh.end();
  return is_over_ssh ? Protocol::Ssh : Protocol::Other;
}

bool may_be_relay(const Connection& connection) {
  const std::string_view type = text_of(connection.object.node, "type");
  return type.empty() || type == kApplication;
}

void read_protocols(Gateway& gateway) {
  for (const Connection& connection : gateway.connections) {
    if (protocol_of(connection) == Protocol::Other) continue;
    const std::optional<NodeView> subtype = find_text(connection.object.node, "subtype");
    const NodeView told = subtype ? *subtype : *find_text(connection.object.node, "type");
    PolicyDeclaration policy =
        gateway.policy("protocol of " + std::string(connection.name.scalar()), Effect::Deny, told);
    gateway.name_anyone(policy);
    gateway.cover(policy, connection.name.scalar(), policy.key);
    for (const std::string_view action : {"exec", "runbook"})
      gateway.act(policy, action, policy.key);
    gateway.vetoes.push_back(policy.id);
    connection.object.file->declarations.policies.push_back(std::move(policy));
  }
}

}  // namespace accessdrift::hoop
