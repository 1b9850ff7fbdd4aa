#include <fmt/format.h>

#include <set>
#include <utility>

#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/never.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
namespace {

/// Empty where it is told by itself: of a condition that is never true, a scope that nobody can be
/// issued.
std::string why(Linting& linting, PolicyIndex policy) {
  switch (why_never(linting, policy)) {
    case NeverReason::NamesNobody:
      return "it names nobody who can sign in";
    case NeverReason::NoRequests:
      return "no request asks for what it covers";
    case NeverReason::Scopes: {
      const auto never_issued = scopes_never_issued(linting, policy);
      if (never_issued && !never_issued->empty()) return {};
      return "nobody whom it names can be issued its scopes where its condition holds";
    }
    case NeverReason::Condition:
      break;
  }
  return {};
}

using PlaceOf = std::pair<const SourceText*, std::uint32_t>;

PlaceOf place_of(const Linting& linting, std::size_t policy) {
  const Span key = linting.snapshot().policies[policy].key();
  return {key.text, key.place.begin};
}

/// Where a policy stands that matches requests: of a line that is several policies, it is enough
/// that one of them does.
std::set<PlaceOf> matching_places(Linting& linting) {
  std::set<PlaceOf> places;
  const auto& uses = linting.policy_uses();
  for (std::size_t p = 0; p < uses.size(); ++p) {
    const bool is_implied = linting.snapshot().policies[p]->is_implied;
    if (uses[p].kind != PolicyUse::Kind::NeverMatches && !is_implied)
      places.insert(place_of(linting, p));
  }
  return places;
}

}  // namespace

void check_policy_never_matches(Linting& linting) {
  const auto& uses = linting.policy_uses();
  const std::set<PlaceOf> matching = matching_places(linting);
  for (std::size_t p = 0; p < uses.size(); ++p) {
    const PolicyIndex policy{p};
    if (uses[p].kind == PolicyUse::Kind::NotChecked)
      linting.add_not_checked(policy_text(linting.snapshot(), policy));
    const bool is_implied = linting.snapshot().policies[p]->is_implied;
    if (uses[p].kind != PolicyUse::Kind::NeverMatches || is_implied) continue;
    if (matching.contains(place_of(linting, p))) continue;
    std::string reason = why(linting, policy);
    if (reason.empty()) continue;
    Diagnostic told =
        about_policy(linting.snapshot(), policy, Severity::Warning, "AD201",
                     fmt::format("{} matches no request", policy_text(linting.snapshot(), policy)));
    told.label = std::move(reason);
    linting.add(std::move(told),
                {"policy", linting.snapshot().text(linting.snapshot().policies[p]->id)});
  }
}

}  // namespace accessdrift
