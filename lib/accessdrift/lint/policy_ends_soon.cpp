#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "accessdrift/base/time_text.h"
#include "accessdrift/lint/added_criteria.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/condition_use.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
namespace {

/// Instants that a condition names and that are soon, ascending.
std::set<Instant> instants_soon(Linting& linting, const Expression& condition) {
  std::set<Instant> found;
  for (const Expression::Node& node : condition.nodes) {
    const auto* const time = std::get_if<Time>(&node.literal);
    if (node.op != Operator::Literal || time == nullptr) continue;
    if (time->instant > linting.inquiry().from && time->instant <= linting.options().soon)
      found.insert(time->instant);
  }
  return found;
}

}  // namespace

void check_policy_ends_soon(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& policy = snapshot.policies[p];
    const auto& condition = snapshot.conditions[p];
    if (condition == nullptr || policy->is_implied || policy->effect == Effect::Deny) continue;
    const std::set<Instant> soon = instants_soon(linting, *condition);
    if (soon.empty()) continue;
    ConditionUse use(linting, PolicyIndex{p});
    if (!use.concerns_anybody() || use.is_never_true(*condition)) continue;
    const auto end = std::ranges::find_if(soon, [&](Instant instant) {
      AddedCriteria later(*condition);
      later.from(instant);
      return use.is_never_true(later.take());
    });
    if (end == soon.end() || use.is_limited()) continue;
    Diagnostic told =
        about_policy(snapshot, PolicyIndex{p}, Severity::Note, "AD223",
                     fmt::format("{} ends soon", policy_text(snapshot, PolicyIndex{p})));
    told.label = fmt::format("it is until {}", until_text(*end));
    linting.add(std::move(told), {"policy", snapshot.text(policy->id)});
  }
}

}  // namespace accessdrift
