#include "accessdrift/query/asked.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/engine/coverage.h"
#include "accessdrift/engine/domain.h"
#include "accessdrift/region/project.h"

namespace accessdrift {
namespace {

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto near = nearest(word, candidates);
  return near ? "did you mean `" + *near + "`?" : std::string();
}

/// The attributes that decide about a target, be it that its conditions read them or that they are
/// about who asks. Where nothing is asked for that there is: about any.
class Matter {
 public:
  Matter(const Snapshot& snapshot, const Request& request) : snapshot_(snapshot) {
    for (const PolicyIndex policy : policies_for(request)) note(policy);
    for (const auto& rule : snapshot.rules) {
      if (rule) note_user_attributes(*rule);
    }
  }

  [[nodiscard]] bool can(std::string_view attribute, const AttributeType& type) const {
    if (attribute == kTime || is_told_by_url(attribute)) return false;
    if (attribute.starts_with(kGroupPrefix)) return true;
    if (attribute == kScopes) return !type.values.empty() && reads_tokens_;
    if (attribute == kClient && !type.values.empty()) return reads_tokens_;
    return read_.contains(attribute);
  }

 private:
  [[nodiscard]] std::vector<PolicyIndex> policies_for(const Request& request) const {
    const ResourceIndex resource = snapshot_.find_resource(request.resource);
    const Name action = snapshot_.names->find(request.action);
    const Coverage coverage(snapshot_);
    if (!resource.is_none() && !action.is_none() && coverage.has_action(resource, action))
      return coverage.covering(resource, action);
    std::vector<PolicyIndex> all;
    for (std::size_t p = 0; p < snapshot_.policies.size(); ++p) all.push_back(PolicyIndex{p});
    return all;
  }

  void note(PolicyIndex policy) {
    reads_tokens_ = reads_tokens_ || !snapshot_.policies[policy.index()]->scopes.empty();
    const auto& condition = snapshot_.conditions[policy.index()];
    if (!condition) return;
    for (std::string& name :
         attributes_read(*condition, condition->root(), Operator::RequestAttribute)) {
      reads_tokens_ = reads_tokens_ || name == kScopes || name == kClient;
      read_.insert(std::move(name));
    }
    note_user_attributes(*condition);
  }
  void note_user_attributes(const Expression& expression) {
    for (const std::string& name :
         attributes_read(expression, expression.root(), Operator::UserAttribute))
      read_.insert(std::string(kUserPrefix) + name);
  }

  const Snapshot& snapshot_;
  std::set<std::string, std::less<>> read_;
  bool reads_tokens_ = false;
};

UserIndex find_user_or_stranger(const Snapshot& snapshot, std::string_view id) {
  const UserIndex user = snapshot.find_user(id);
  const bool may_be = user.is_none() && id != kAnonymous;
  return may_be ? snapshot.find_stranger(id) : user;
}

/// Of what is not known of identities: whether it is about this one.
bool is_about(const Snapshot& snapshot, UserIndex user, std::string_view attribute) {
  if (attribute.starts_with(kUserPrefix)) return snapshot.unlisted_user(user) != nullptr;
  if (!attribute.starts_with(kGroupPrefix)) return true;
  if (user.is_none() || snapshot.is_representative(user)) return false;
  const GroupIndex group = snapshot.find_group(attribute.substr(kGroupPrefix.size()));
  return can_be_further_member(snapshot, user, *snapshot.groups[group.index()].it);
}

}  // namespace

IdentityIndex identity_of(std::string_view who, const Snapshot& snapshot,
                          const Population& population, SideOf side) {
  const ClientIndex client = snapshot.find_client(who);
  if (!client.is_none()) return population.identity(client, side);
  if (who == kAnonymous) return kAnonymousIdentity;
  const UserIndex user = find_user_or_stranger(snapshot, who);
  return user.is_none() ? population.signed_out() : population.identity(user, side);
}

AskedIdentity find_asked_identity(const Inquiry& inquiry, std::string_view who) {
  AskedIdentity asked;
  if (who == kAnonymous) return asked;
  asked.names_are_claimed = inquiry.snapshot->names_claimants();
  const ClientIndex client = inquiry.snapshot->find_client(who);
  if (!client.is_none()) {
    asked.identity = inquiry.population->identity(client, SideOf::After);
    asked.id = who;
    return asked;
  }
  const UserIndex user = inquiry.snapshot->find_user(who);
  if (!user.is_none()) {
    asked.identity = inquiry.population->identity(user, SideOf::After);
    asked.id = inquiry.snapshot->user_id(user);
    asked.is_active = inquiry.engine->active().contains(asked.identity);
    return asked;
  }
  asked.is_listed = false;
  asked.identity = inquiry.population->signed_out();
  if (const UserIndex stranger = inquiry.snapshot->find_stranger(who); !stranger.is_none()) {
    asked.identity = inquiry.population->identity(stranger, SideOf::After);
    asked.id = inquiry.snapshot->user_id(stranger);
  }
  asked.suggestion = nearest_identity(*inquiry.snapshot, who).value_or("");
  return asked;
}

std::optional<std::string> nearest_identity(const Snapshot& snapshot, std::string_view id) {
  std::vector<std::string> clients;
  clients.reserve(snapshot.clients.size());
  for (const auto& client : snapshot.clients)
    clients.push_back(std::string(kClientPrefix) + std::string(snapshot.text(client->name)));
  std::vector<std::string_view> ids(clients.begin(), clients.end());
  ids.reserve(ids.size() + snapshot.users.size());
  for (std::size_t u = 0; u < snapshot.users.size(); ++u)
    ids.push_back(snapshot.user_id(UserIndex{u}));
  return nearest(id, ids);
}

std::vector<std::string> not_told(const Request& request, const Snapshot& snapshot) {
  std::vector<std::string> names;
  const UserIndex user = find_user_or_stranger(snapshot, request.identity);
  const RequestAttributes& told = request.attributes;
  const Matter matter(snapshot, request);
  for (const auto& [name, type] : snapshot.schema.request) {
    if (!matter.can(name, type) || !is_about(snapshot, user, name)) continue;
    const auto found = told.find(name);
    if (found == told.end() || found->second.state == Told::State::NotTold) names.push_back(name);
  }
  return names;
}

namespace {

/// Upper case, as methods are written.
bool is_method(std::string_view word) {
  return std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

Result<AskedTarget> find_by_url(const Inquiry& inquiry, UrlRequest request) {
  AskedTarget asked;
  asked.routed = inquiry.routing->route(request);
  if (!is_method(request.method)) {
    const Snapshot& snapshot = *inquiry.snapshot;
    const bool has_owner = !asked.routed.resource.is_none();
    return failure(error_without_place(
        "usage", "`" + request.method + "` is no HTTP method, and a URL is asked for by one",
        has_owner
            ? "by its id: " + request.method + " " +
                  std::string(snapshot.text(snapshot.resources[asked.routed.resource.index()]->id))
            : "for example GET " + request.url));
  }
  if (!asked.routed.action.is_none()) asked.target = {asked.routed.resource, asked.routed.action};
  asked.by_url = std::move(request);
  return asked;
}

/// Each target is looked at once.
UrlReads reads_of(Inquiry& inquiry, const ResourceAction& target) {
  const auto [known, is_new] = inquiry.known_reads.try_emplace(target);
  if (is_new)
    known->second = url_reads(*inquiry.snapshot,
                              inquiry.engine->coverage().covering(target.resource, target.action));
  return known->second;
}

}  // namespace

Result<AskedTarget> find_asked_target(const Inquiry& inquiry, std::string_view action,
                                      std::string_view resource) {
  const Snapshot& snapshot = *inquiry.snapshot;
  const ResourceIndex where = snapshot.find_resource(resource);
  if (is_url(snapshot, resource))
    return find_by_url(inquiry, {std::string(action), std::string(resource)});
  if (where.is_none()) {
    std::vector<std::string_view> ids;
    ids.reserve(snapshot.resources.size());
    for (const auto& declared : snapshot.resources) ids.push_back(snapshot.text(declared->id));
    return failure(error_without_place("unknown-resource",
                                       "no resource is called `" + std::string(resource) + "`",
                                       did_you_mean(resource, ids)));
  }
  std::vector<std::string_view> actions;
  for (const Name name : snapshot.resource_actions[where.index()]->names)
    actions.push_back(snapshot.text(name));
  if (std::ranges::find(actions, action) == actions.end()) {
    std::vector<std::string> words(actions.begin(), actions.end());
    std::ranges::sort(words);
    return failure(error_without_place("unknown-action",
                                       "`" + std::string(resource) + "` has no action `" +
                                           std::string(action) + "`, expected " + join_or(words),
                                       did_you_mean(action, actions)));
  }
  return AskedTarget{{where, snapshot.names->find(action)}, {}, {}};
}

RequestAttributes with_url(const AskedTarget& asked, RequestAttributes told) {
  if (asked.by_url && !asked.routed.refusal) tell_url(asked.routed.url, asked.by_url->method, told);
  return told;
}

Region requests_for(Inquiry& inquiry, const AskedTarget& asked) {
  Universe& universe = *inquiry.universe;
  const auto& [resource, action] = asked.target;
  if (asked.by_url || resource.is_none()) return universe.care();
  const UrlReads reads = reads_of(inquiry, asked.target);
  if (!reads.any()) return universe.care();
  if (!inquiry.snapshot->is_found_by_url(resource, action)) return without_url(universe, reads);
  Diagrams& diagrams = universe.diagrams();
  const Region urls = inquiry.urls->where({resource, resource}, reads);
  if (!reads.method) return urls;
  Region methods = Diagrams::never();
  for (const auto& [method, means] :
       inquiry.snapshot->resource_actions[resource.index()]->methods) {
    if (means != action) continue;
    const std::string name(inquiry.snapshot->text(method));
    methods = diagrams.unite(methods, universe.told(kMethod, Told::present(name)));
  }
  return diagrams.intersect(urls, methods);
}

RegionWithin within_requests(Inquiry& inquiry, const AskedTarget& asked, Region region,
                             Region requests) {
  Universe& universe = *inquiry.universe;
  if (requests == universe.care()) return {region, requests};
  const Region within = universe.diagrams().intersect(region, requests);
  const auto attributes = attributes_of(reads_of(inquiry, asked.target), universe);
  if (const auto free = without(universe, within, requests, attributes))
    return {*free, universe.care()};
  return {within, requests};
}

}  // namespace accessdrift
