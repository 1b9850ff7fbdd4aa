#include "accessdrift/load/condition_checks.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/model/named_conditions.h"

namespace accessdrift {
namespace {

bool are_equal(const Schema& a, const Schema& b) {
  return a.request == b.request && a.attributes == b.attributes && a.networks == b.networks &&
         a.windows == b.windows && a.named_conditions == b.named_conditions && a.lists == b.lists &&
         a.zones == b.zones;
}

}  // namespace

ConditionChecks::Checked& ConditionChecks::checked_under(const Schema& schema) {
  const auto known =
      std::ranges::find_if(checked_, [&](const Checked& c) { return are_equal(c.schema, schema); });
  if (known != checked_.end()) return *known;
  return checked_.emplace_back(Checked{schema, {}});
}

Diagnostics ConditionChecks::check(Snapshot& snapshot) {
  Diagnostics diagnostics;
  Checked& checked = checked_under(snapshot.schema);
  const auto expression_of = [&](const std::optional<ConditionText>& text, const Declarations& file,
                                 cel::Use use) {
    if (!text) return ExpressionPointer();
    auto& known = checked.expressions[use];
    if (const auto found = known.find(text->text); found != known.end()) return found->second;
    Result<Expression> result = cel::check(*text, file.text.get(), snapshot.schema, use);
    if (!result) {
      std::ranges::move(result.error(), std::back_inserter(diagnostics));
      return ExpressionPointer();
    }
    auto made = std::make_shared<const Expression>(std::move(*result));
    known.emplace(made->source.text, made);
    return made;
  };
  for (std::size_t i = 0; i < snapshot.named_conditions.size(); ++i) {
    const auto& [named, file] = snapshot.named_conditions[i];
    snapshot.named_expressions[i] = expression_of(named->when, *file, cel::Use::Condition);
  }
  for (std::size_t i = 0; i < snapshot.policies.size(); ++i) {
    const auto& [policy, file] = snapshot.policies[i];
    snapshot.conditions[i] = expression_of(policy->when, *file, cel::Use::Condition);
  }
  for (std::size_t i = 0; i < snapshot.groups.size(); ++i) {
    const auto& [group, file] = snapshot.groups[i];
    snapshot.rules[i] = expression_of(group->rule, *file, cel::Use::GroupRule);
  }
  for (std::size_t i = 0; i < snapshot.tests.size(); ++i) {
    const auto& [test, file] = snapshot.tests[i];
    snapshot.test_conditions[i] = expression_of(test->asked.when, *file, cel::Use::Condition);
  }
  for (const PolicyIndex index : put_in_named(snapshot)) {
    const auto& [policy, file] = snapshot.policies[index.index()];
    Diagnostic& problem = diagnostics.emplace_back();
    problem.code = "too-large";
    problem.message = "the condition of policy `" + shortened(snapshot.text(policy->id)) +
                      "` has too many parts, with those that it names";
    problem.span = file->span(policy->when->place);
    problem.label = "expected at most 65,536";
  }
  return diagnostics;
}

}  // namespace accessdrift
