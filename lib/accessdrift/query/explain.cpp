#include "accessdrift/query/explain.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "accessdrift/interpreter/route.h"
#include "accessdrift/query/asked.h"

namespace accessdrift {
namespace {

/// Who would have to act for the criterion to hold: the user, an administrator of identities, the
/// owner of the policy.
std::uint32_t cost_of(const CriterionTrace& criterion) {
  switch (criterion.kind) {
    case CriterionKind::Scopes:
      return 0;
    case CriterionKind::Condition:
      return criterion.attributes.empty() ? 1 : 0;
    case CriterionKind::Identity:
      return 1;
    case CriterionKind::Resource:
    case CriterionKind::Action:
      return 2;
  }
  return 2;
}

bool covers_resource(const PolicyTrace& trace) {
  return std::ranges::any_of(trace.criteria, [](const CriterionTrace& criterion) {
    return criterion.kind == CriterionKind::Resource && criterion.mark == Mark::Ok;
  });
}

NearMiss near_miss_of(const PolicyTrace& trace) {
  NearMiss miss;
  miss.policy = trace.policy;
  for (std::uint32_t i = 0; i < trace.criteria.size(); ++i) {
    const Mark mark = trace.criteria[i].mark;
    if (mark == Mark::Fail || mark == Mark::Error) miss.failed.push_back(i);
    if (mark == Mark::Open) miss.open.push_back(i);
  }
  return miss;
}

std::uint32_t cost_of(const NearMiss& miss, const PolicyTrace& trace) {
  std::uint32_t cost = 0;
  for (const std::uint32_t i : miss.failed) cost += cost_of(trace.criteria[i]);
  return cost;
}

}  // namespace

std::vector<NearMiss> near_misses(const Decision& decision, const Snapshot& snapshot) {
  struct Ranked {
    NearMiss miss;
    std::uint32_t cost;
  };
  std::vector<Ranked> ranked;
  for (const PolicyTrace& trace : decision.policies) {
    const bool allows = snapshot.policies[trace.policy.index()]->effect == Effect::Allow;
    if (!allows || trace.takes_effect || !covers_resource(trace)) continue;
    NearMiss miss = near_miss_of(trace);
    const std::uint32_t cost = cost_of(miss, trace);
    ranked.push_back({std::move(miss), cost});
  }
  std::ranges::stable_sort(ranked, {}, [](const Ranked& r) {
    return std::tuple(r.miss.failed.size(), r.cost, r.miss.policy);
  });
  std::vector<NearMiss> misses;
  misses.reserve(ranked.size());
  for (Ranked& r : ranked) misses.push_back(std::move(r.miss));
  return misses;
}

namespace {

/// Who asked, whatever the answer.
void tell_identity(const Interpreter& interpreter, const Snapshot& snapshot,
                   Explanation& explanation) {
  const std::string& identity = explanation.request.identity;
  explanation.user = snapshot.find_user(identity);
  if (!explanation.decision.is_listed) explanation.user = snapshot.find_stranger(identity);
  explanation.not_told = not_told(explanation.request, snapshot);
  if (!explanation.decision.is_listed)
    explanation.suggestion = nearest_identity(snapshot, identity);
  if (!explanation.user.is_none())
    explanation.memberships = interpreter.memberships(identity, explanation.request.attributes);
}

}  // namespace

Explanation explain(const Interpreter& interpreter, const Snapshot& snapshot, Request request) {
  Explanation explanation;
  explanation.decision = interpreter.explain(request);
  if (explanation.decision.outcome != Outcome::Allow)
    explanation.near_misses = near_misses(explanation.decision, snapshot);
  explanation.request = std::move(request);
  tell_identity(interpreter, snapshot, explanation);
  return explanation;
}

Explanation explain(const Interpreter& interpreter, const Snapshot& snapshot, std::string identity,
                    const UrlRequest& asked, RequestAttributes attributes) {
  const Routed routed = interpreting::route(snapshot, asked);
  AskedUrl by_url{asked, routed.refusal ? std::string() : to_text(routed.url), {}, {}};
  if (routed.route) {
    const Snapshot::Route& route = snapshot.routes[*routed.route];
    by_url.route = snapshot.resources[route.resource.index()].span(route.url->place);
  }
  Request request{std::move(identity), {}, {}, std::move(attributes)};
  if (!routed.refusal) tell_url(routed.url, asked.method, request.attributes);
  if (!routed.resource.is_none())
    request.resource = snapshot.text(snapshot.resources[routed.resource.index()]->id);
  Explanation explanation;
  if (routed.action.is_none()) {
    by_url.denied = why_denied(snapshot, routed, asked.method);
    explanation.decision = interpreter.explain(request);
    explanation.decision.policies.clear();
    explanation.request = std::move(request);
    tell_identity(interpreter, snapshot, explanation);
  } else {
    request.action = snapshot.text(routed.action);
    explanation = explain(interpreter, snapshot, std::move(request));
  }
  explanation.by_url = std::move(by_url);
  return explanation;
}

void settle(Explanation& explanation, Outcome exact, const Snapshot& snapshot) {
  Decision& decision = explanation.decision;
  if (decision.outcome == exact) return;
  decision.outcome = exact;
  decision.decisive.clear();
  decision.by_default = false;
  explanation.near_misses =
      exact == Outcome::Allow ? std::vector<NearMiss>() : near_misses(decision, snapshot);
}

}  // namespace accessdrift
