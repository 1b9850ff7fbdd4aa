#include "accessdrift/query/explain.h"

#include <utility>

#include "accessdrift/interpreter/route.h"
#include "accessdrift/query/asked.h"

namespace accessdrift {
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
