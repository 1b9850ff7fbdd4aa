#include <algorithm>

#include "accessdrift/lint/reads.h"
#include "accessdrift/lint/unused.h"

namespace accessdrift {
namespace {

/// Whether requesting a scope that the client may request brings one that is asked for.
bool brings_any(const Snapshot& snapshot, const ClientDeclaration& client, const TextsRead& read) {
  return std::ranges::any_of(snapshot.brought_by, [&](const auto& brought) {
    const std::vector<Name>& by = brought.second;
    return read.contains(snapshot.text(brought.first)) &&
           std::ranges::any_of(client.scopes, [&](const NamePlace& may_request) {
             return std::ranges::find(by, may_request.name) != by.end();
           });
  });
}

bool is_named(const Snapshot& snapshot, Name client) {
  return std::ranges::any_of(snapshot.policies, [&](const auto& policy) {
    return std::ranges::any_of(policy->who, [&](const Mention& mention) {
      return mention.kind == MentionKind::Client && mention.id == client;
    });
  });
}

}  // namespace

void check_client_unused(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const TextsRead scopes = scopes_read(snapshot);
  const TextsRead clients = clients_read(snapshot);
  for (const auto& client : snapshot.clients) {
    const bool is_used = clients.contains(snapshot.text(client->name)) ||
                         is_named(snapshot, client->name) ||
                         brings_any(snapshot, *client.it, scopes);
    if (is_used) continue;
    add_unused(linting, "AD215",
               {"client", client->name, client.key(),
                "no policy and no condition names it or asks for a scope that it brings"});
  }
}

}  // namespace accessdrift
