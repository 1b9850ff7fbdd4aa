#include "accessdrift/report/verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/text_layout.h"

namespace accessdrift {

bool fails(const ReportExpected& entry) {
  return entry.status == "absent" || entry.status == "miscounted";
}

Verdict verdict(const Report& report) {
  const auto any_guardrail = [&](bool (ReportGuardrail::*is_so)() const) {
    return std::ranges::any_of(report.guardrails, [&](const ReportGuardrail& guardrail) {
      return guardrail.level != GuardLevel::Warn && (guardrail.*is_so)();
    });
  };
  const auto any_invariant = [&](Verdict verdict) {
    return std::ranges::find(report.invariants, verdict, &ReportInvariant::verdict) !=
           report.invariants.end();
  };
  const auto is_open = [](const ReportNeed& need) { return !need.is_approved; };
  const std::optional<ReportApprovals>& approvals = report.approvals;
  const bool is_strict = approvals && approvals->is_strict;
  if (any_guardrail(&ReportGuardrail::fails) || any_invariant(Verdict::Fails) ||
      std::ranges::any_of(report.needs, is_open) || (is_strict && approvals->unexpected > 0) ||
      (approvals && std::ranges::any_of(approvals->entries, fails)))
    return Verdict::Fails;
  if (any_guardrail(&ReportGuardrail::is_undecided) || any_invariant(Verdict::Undecided) ||
      (is_strict && approvals->unexpected_may > 0))
    return Verdict::Undecided;
  return Verdict::Passes;
}

std::vector<std::string> reasons(const Report& report) {
  std::vector<std::string> all;
  for (const ReportGuardrail& guardrail : report.guardrails) {
    if (guardrail.fails() || guardrail.is_undecided()) all.push_back(to_text(guardrail));
  }
  for (const ReportInvariant& invariant : report.invariants) {
    if (invariant.verdict != Verdict::Passes)
      all.push_back(fmt::format("AD302: {}: {}", invariant.result, invariant.text));
  }
  for (const ReportNeed& need : report.needs) {
    if (!need.is_approved) all.push_back(fmt::format("{}: {}: {}", need.code, need.key, need.name));
  }
  if (!report.approvals) return all;
  const ReportApprovals& approvals = *report.approvals;
  if (approvals.is_strict && approvals.unexpected > 0)
    all.push_back("AD108: " + counted(approvals.unexpected, "finding", "findings") +
                  " not expected");
  if (approvals.is_strict && approvals.unexpected_may > 0)
    all.push_back("AD108: " + counted(approvals.unexpected_may, "finding", "findings") +
                  " not expected, which may be");
  for (const ReportExpected& entry : approvals.entries) {
    if (fails(entry)) all.push_back(fmt::format("AD109: {}: {}", entry.status, entry.text));
  }
  return all;
}

}  // namespace accessdrift
