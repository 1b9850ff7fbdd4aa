#include "cli/guardrails.h"

#include <algorithm>
#include <utility>

#include "accessdrift/gate/guardrails.h"

namespace accessdrift::cli {
namespace {

const Guardrails& guardrails_of(const LoadedSide& side) {
  static const Guardrails kNone;
  return side.project == nullptr ? kNone : side.project->guardrails;
}

}  // namespace

Diagnostics add_guardrails(const Comparison& comparison, const Loader::Pair& loaded,
                           ReportContext& context) {
  const Guardrails& before = guardrails_of(loaded.before);
  const Guardrails& after = guardrails_of(loaded.after);
  context.are_guardrails_of_after = before.are_none() && !after.are_none();
  context.loosened = loosened(before, after, *comparison.before->names);
  const auto& project = before.are_none() ? loaded.after.project : loaded.before.project;
  if (before.are_none() && after.are_none()) return {};
  Result<Judgement> judgement = judge(comparison, roll_up(comparison), *project);
  if (!judgement) return std::move(judgement.error());
  for (const GuardrailResult& result : judgement->results)
    context.guardrails.push_back({result, place_text(result.place)});
  context.failing_of = std::move(judgement->failing_of);
  return {};
}

ExitCode exit_code_of(const std::vector<ReportGuardrail>& guardrails, OnUnknown on_unknown) {
  const auto any = [&](bool (ReportGuardrail::*is_so)() const) {
    return std::ranges::any_of(guardrails, [&](const ReportGuardrail& guardrail) {
      return guardrail.level == GuardLevel::Block && (guardrail.*is_so)();
    });
  };
  if (any(&ReportGuardrail::fails)) return ExitCode::NotGood;
  if (on_unknown == OnUnknown::Ignore || !any(&ReportGuardrail::is_undecided))
    return ExitCode::Good;
  return on_unknown == OnUnknown::Fail ? ExitCode::NotGood : ExitCode::Undecided;
}

}  // namespace accessdrift::cli
