#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/condition_use.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
namespace {

/// It can become false by an edit of somebody's or something's attributes alone.
bool hangs_on_attributes(const Expression& condition, std::uint32_t criterion) {
  return std::ranges::any_of(
      std::array{Operator::UserAttribute, Operator::ResourceAttribute},
      [&](Operator root) { return !attributes_read(condition, criterion, root).empty(); });
}

Diagnostic told_of(const Snapshot& snapshot, PolicyIndex policy, const Expression& condition,
                   const IdleCriterion& idle) {
  const bool is_whole = criteria(condition).size() == 1;
  const Expression::Node& node = condition.at(idle.criterion);
  const auto& [declared, file] = snapshot.policies[policy.index()];
  const bool is_of_today = hangs_on_attributes(condition, idle.criterion);
  Diagnostic told;
  told.severity = is_of_today ? Severity::Note : Severity::Warning;
  told.code = "AD205";
  told.message = fmt::format("{} of {} {}", is_whole ? "the condition" : "a part of the condition",
                             policy_text(snapshot, policy),
                             !idle.is_always_true ? "adds nothing to the others"
                             : is_of_today ? "is true of everybody and everything that it concerns"
                                           : "is always true");
  told.span = file->span(declared->when->place_of(node.begin, node.end));
  told.label = "leaving it out changes nothing";
  return told;
}

}  // namespace

void check_condition_always_true(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& condition = snapshot.conditions[p];
    const PolicyDeclaration& policy = *snapshot.policies[p].it;
    if (!has_written_condition(snapshot, PolicyIndex{p})) continue;
    ConditionUse use(linting, PolicyIndex{p});
    // Where it is never true each part could be left out as well as another.
    const bool can_be_true = use.concerns_anybody() && !use.is_never_true(*condition);
    const std::vector<IdleCriterion> found =
        can_be_true ? find_idle(use, *condition) : std::vector<IdleCriterion>{};
    if (use.is_limited()) {
      linting.add_not_checked("the condition of " + policy_text(snapshot, PolicyIndex{p}));
      continue;
    }
    for (const IdleCriterion& idle : found) {
      linting.add(
          told_of(snapshot, PolicyIndex{p}, *condition, idle),
          {"policy", snapshot.text(policy.id), "condition", condition->text_of(idle.criterion)});
    }
  }
}

}  // namespace accessdrift
