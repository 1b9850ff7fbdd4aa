#include <fmt/format.h>

#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/condition_use.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
namespace {

/// The criteria that are never true by themselves; the whole condition if there is none.
std::vector<std::uint32_t> never_true(ConditionUse& use, const Expression& condition) {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t criterion : criteria(condition)) {
    if (use.is_never_true(of_criteria(condition, {criterion}))) found.push_back(criterion);
  }
  if (found.empty()) found.push_back(condition.root());
  return found;
}

std::string message_for(const Snapshot& snapshot, PolicyIndex policy, const Expression& condition,
                        std::uint32_t node) {
  const bool is_whole = node == condition.root();
  const bool is_by_parts = is_whole && criteria(condition).size() > 1;
  return fmt::format("{} of {} {}", is_whole ? "the condition" : "a part of the condition",
                     policy_text(snapshot, policy),
                     is_by_parts ? "is never true: its parts exclude each other" : "is never true");
}

/// What it means for whom the policy names.
std::string label_for(const PolicyDeclaration& policy) {
  const OnError on_error =
      policy.on_error.value_or(policy.effect == Effect::Allow ? OnError::Skip : OnError::Apply);
  const std::string_view verb = policy.effect == Effect::Allow ? "allows" : "denies";
  return on_error == OnError::Skip
             ? fmt::format("so the policy {} nothing", verb)
             : fmt::format("so the policy {} only where this is an error", verb);
}

/// A format says why already.
bool is_remarked(const Declarations& file, Place place) {
  return std::ranges::any_of(file.remarks, [&](const Diagnostic& remark) {
    return remark.severity == Severity::Warning && remark.span.place == place;
  });
}

}  // namespace

void check_condition_always_false(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& condition = snapshot.conditions[p];
    const PolicyDeclaration& policy = *snapshot.policies[p].it;
    if (!has_written_condition(snapshot, PolicyIndex{p})) continue;
    ConditionUse use(linting, PolicyIndex{p});
    if (!use.concerns_anybody() || !use.is_never_true(*condition)) continue;
    const std::vector<std::uint32_t> found = never_true(use, *condition);
    if (use.is_limited()) continue;  // said where what is always true is looked for
    const Declarations& file = *snapshot.policies[p].file;
    for (const std::uint32_t node : found) {
      Diagnostic told;
      told.severity = Severity::Warning;
      told.code = "AD206";
      told.message = message_for(snapshot, PolicyIndex{p}, *condition, node);
      const Expression::Node& at = condition->at(node);
      told.span = file.span(policy.when->place_of(at.begin, at.end));
      told.label = label_for(policy);
      if (is_remarked(file, told.span.place)) continue;
      linting.add(std::move(told),
                  {"policy", snapshot.text(policy.id), "condition", condition->text_of(node)});
    }
  }
}

}  // namespace accessdrift
