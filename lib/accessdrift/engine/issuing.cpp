#include "accessdrift/engine/issuing.h"

#include <algorithm>
#include <map>
#include <utility>

namespace accessdrift {
namespace {

using Scopes = std::set<std::string>;

/// Texts that a condition can look for in the scopes: its literals; any if it reads texts from
/// elsewhere, or asks how many there are.
std::optional<Scopes> texts_of(const Expression& condition) {
  Scopes texts;
  for (const Expression::Node& node : condition.nodes) {
    const bool is_text = node.type == TypeKind::String || node.type == TypeKind::Enum;
    const bool is_of_world =
        node.op == Operator::UserAttribute || node.op == Operator::ResourceAttribute;
    if (node.op == Operator::Size || (is_of_world && is_text)) return std::nullopt;
    const auto* text = std::get_if<std::string>(&node.literal);
    if (node.op == Operator::Literal && text != nullptr) texts.insert(*text);
  }
  return texts;
}

bool reads_scopes(const Expression& condition) {
  const auto read = attributes_read(condition, condition.root(), Operator::RequestAttribute);
  return std::ranges::find(read, kScopes) != read.end();
}

/// The closure of what the client may request, under `includes`.
Scopes issuable(const Snapshot& snapshot, const ClientDeclaration& client) {
  Scopes scopes;
  for (const auto& [scope, brought_by] : snapshot.brought_by) {
    const bool is_brought = std::ranges::any_of(brought_by, [&](Name by) {
      return std::ranges::find(client.scopes, by, &NamePlace::name) != client.scopes.end();
    });
    if (is_brought) scopes.emplace(snapshot.text(scope));
  }
  return scopes;
}

Scopes common(const Scopes& scopes, const std::optional<Scopes>& read) {
  if (!read) return scopes;
  Scopes both;
  std::ranges::set_intersection(scopes, *read, std::inserter(both, both.end()));
  return both;
}

}  // namespace

bool reads_scopes(const Snapshot& snapshot, PolicyIndex policy) {
  if (!snapshot.policies[policy.index()]->scopes.empty()) return true;
  const auto& condition = snapshot.conditions[policy.index()];
  return condition != nullptr && reads_scopes(*condition);
}

Issuing::Issuing(const Snapshot& snapshot, NamedIdentities& named, Universe& universe)
    : snapshot_(snapshot), named_(named), universe_(universe) {}

const std::vector<Issuing::Client>& Issuing::clients() {
  if (!clients_.empty()) return clients_;
  clients_.reserve(snapshot_.clients.size());
  for (const auto& declared : snapshot_.clients) {
    Client client{
        std::string(snapshot_.text(declared->name)), issuable(snapshot_, *declared.it), {}};
    if (declared->users) client.users = named_.of(*declared->users);
    clients_.push_back(std::move(client));
  }
  return clients_;
}

Issuing::Read Issuing::scopes_read(PolicyIndex policy) const {
  Scopes read;
  for (const NamePlace& scope : snapshot_.policies[policy.index()]->scopes)
    read.emplace(snapshot_.text(scope.name));
  const auto& condition = snapshot_.conditions[policy.index()];
  if (condition == nullptr || !reads_scopes(*condition)) return read;
  std::optional<Scopes> texts = texts_of(*condition);
  if (!texts) return std::nullopt;
  read.merge(*texts);
  return read;
}

std::vector<Issuing::Part> Issuing::split(IdentitySet identities, PolicyIndex policy) {
  std::vector<Part> parts;
  if (snapshot_.clients.empty() || !reads_scopes(snapshot_, policy)) {
    parts.push_back({std::move(identities), {{universe_.care(), std::nullopt}}});
    return parts;
  }
  const Read read = scopes_read(policy);
  std::vector<Class> classes;
  classes.push_back({std::move(identities), std::vector<Use>(clients().size())});
  for (std::size_t c = 0; c < clients().size(); ++c) {
    const Scopes scopes = common(clients()[c].scopes, read);
    if (!scopes.empty()) add_client(c, scopes, classes);
  }
  for (Class& one : classes) parts.push_back({std::move(one.identities), channels(one.uses)});
  if (universe_.diagrams().is_exhausted()) clients_.clear();  // their regions are not right
  return parts;
}

bool Issuing::is_limited(PolicyIndex policy) {
  if (snapshot_.clients.empty() || !reads_scopes(snapshot_, policy)) return false;
  return std::ranges::any_of(
      clients(), [](const Client& client) { return client.users && client.users->is_limited; });
}

void Issuing::add_client(std::size_t client, const Scopes& scopes, std::vector<Class>& classes) {
  const std::optional<Naming>& users = clients()[client].users;
  if (!users) {
    for (Class& one : classes) one.uses[client] = {scopes, universe_.care()};
    return;
  }
  const auto add = [&](const IdentitySet& identities, Region when) {
    set_apart(identities, classes);
    for (Class& one : classes) {
      if (one.identities.is_subset_of(identities)) one.uses[client] = {scopes, when};
    }
  };
  add(users->certain.all, universe_.care());
  for (const Members::Ending& ending : users->certain.endings)
    add(ending.identities, universe_.before(ending.end));
  for (const AccessMap::Part& part : users->possible) add(part.identities, part.region);
}

std::set<Name> Issuing::open_groups(PolicyIndex policy) {
  std::set<Name> groups;
  if (snapshot_.clients.empty() || !reads_scopes(snapshot_, policy)) return groups;
  for (const Client& client : clients()) {
    if (client.users)
      groups.insert(client.users->open_groups.begin(), client.users->open_groups.end());
  }
  return groups;
}

/// Every class lies within the users then, or beside them.
void Issuing::set_apart(const IdentitySet& users, std::vector<Class>& classes) {
  const std::size_t known = classes.size();
  for (std::size_t i = 0; i < known; ++i) {
    IdentitySet inside = classes[i].identities & users;
    if (inside.is_empty() || inside == classes[i].identities) continue;
    classes[i].identities -= users;
    classes.push_back({std::move(inside), classes[i].uses});
  }
}

Channels Issuing::channels(const std::vector<Use>& uses) {
  std::map<Use, std::set<std::string_view>> clients_of;
  for (std::size_t c = 0; c < uses.size(); ++c) {
    if (!uses[c].scopes.empty()) clients_of[uses[c]].insert(clients()[c].name);
  }
  Diagrams& diagrams = universe_.diagrams();
  Channels all;
  Region rest = universe_.care();
  for (const auto& [use, names] : clients_of) {
    const auto is_in = [&, &inside = names](const std::optional<Value>& client) {
      const auto* name = client ? std::get_if<std::string>(&*client) : nullptr;
      return name != nullptr && inside.contains(*name);
    };
    Region requests = universe_.where(kClient, is_in);
    requests = diagrams.intersect(requests, use.when);
    rest = diagrams.subtract(rest, requests);
    all.push_back({requests, use.scopes});
  }
  all.push_back({rest, Scopes{}});
  return all;
}

}  // namespace accessdrift
