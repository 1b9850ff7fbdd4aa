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
constexpr std::array<std::string_view, 2> kNativeDatabases = {"mongodb", "mysql"};
constexpr std::array<std::string_view, 4> kOverSsh = {"ssh", "ssh-local", "git", "github"};

}  // namespace

Protocol protocol_of(const Connection& connection) {
  const std::string_view type = text_of(connection.object.node, "type");
  const std::string_view subtype = text_of(connection.object.node, "subtype");
  const auto is_one_of = [](std::string_view word, const auto& words) {
    return std::ranges::find(words, word) != words.end();
  };
  const bool is_application = type == kApplication;
  if ((is_application ? subtype : type) == "tcp") return Protocol::Tcp;
  if (is_application ? is_one_of(subtype, kOverSsh) : type == "ssh") return Protocol::Ssh;
  const bool is_native = (type == "database" && is_one_of(subtype, kNativeDatabases)) ||
                         (type == "custom" && subtype == "aws-ssm");
  return is_native ? Protocol::Native : Protocol::Other;
}

bool may_be_relay(const Connection& connection) {
  const std::string_view type = text_of(connection.object.node, "type");
  return type.empty() || type == kApplication;
}

void read_protocols(Gateway& gateway) {
  for (const Connection& connection : gateway.connections) {
    const Protocol protocol = protocol_of(connection);
    if (protocol != Protocol::Tcp && protocol != Protocol::Ssh) continue;
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
