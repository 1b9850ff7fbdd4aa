#include "accessdrift/report/gate_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/approvals_text.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/verdict.h"

namespace accessdrift {
namespace {

std::string_view guardrail_word(const ReportGuardrail& guardrail) {
  if (guardrail.is_approved()) return "expected";
  if (guardrail.is_undecided()) return "undecided";
  switch (guardrail.level) {
    case GuardLevel::Warn:
      return "warning";
    case GuardLevel::Approve:
      return "APPROVE";
    case GuardLevel::Block:
      return "FAILED";
  }
  return {};
}

bool is_told(const ReportGuardrail& guardrail) {
  return guardrail.fails() || guardrail.is_undecided() || guardrail.is_approved();
}

/// A line of all that must hold after the change, then each that does not.
std::string invariants_text(const Report& report, const Palette& palette) {
  if (report.invariants.empty()) return {};
  const auto good = static_cast<std::size_t>(
      std::ranges::count(report.invariants, Verdict::Passes, &ReportInvariant::verdict));
  std::string out =
      palette.paint(Tone::Heading, "always") +
      fmt::format("         {} of {} hold after it\n", good, report.invariants.size());
  for (const ReportInvariant& invariant : report.invariants) {
    if (invariant.verdict == Verdict::Passes) continue;
    const std::string_view word = invariant.verdict == Verdict::Fails ? "FAILED" : "undecided";
    out += fmt::format("  {}  {}   {}:{}   AD302\n", padded(word, 9), shown_text(invariant.text),
                       shown_name(invariant.place.file), invariant.place.line);
    const std::string& more = invariant.failing.empty() ? invariant.result : invariant.failing;
    out += "             " + shown_text(more);
    if (!invariant.why.empty()) out += "; " + shown_text(invariant.why);
    out += "\n";
  }
  return out;
}

std::string place_of(const ReportGuardrail& guardrail) {
  if (guardrail.place.line == 0) return "by default";
  return fmt::format("{}:{}", shown_name(guardrail.place.file), guardrail.place.line);
}

}  // namespace

std::string guardrails_verdict(const Report& report) {
  const auto count = [&](const auto& is_so) {
    return static_cast<std::size_t>(std::ranges::count_if(report.guardrails, is_so));
  };
  const std::size_t all = report.guardrails.size();
  const std::size_t failed = count(
      [](const ReportGuardrail& one) { return one.fails() && one.level != GuardLevel::Warn; });
  const std::size_t warned = count(
      [](const ReportGuardrail& one) { return one.fails() && one.level == GuardLevel::Warn; });
  const std::size_t undecided =
      count([](const ReportGuardrail& one) { return one.is_undecided(); });
  if (failed > 0) return fmt::format("FAILED {} of {}", failed, all);
  if (undecided > 0) return fmt::format("undecided {} of {}", undecided, all);
  if (warned > 0) return fmt::format("passed {} of {}", all - warned, all);
  return fmt::format("passed, {}", all);
}

std::string gate_text(const Report& report, const Palette& palette) {
  std::string out;
  if (!report.guardrails.empty()) {
    out = palette.paint(Tone::Heading, "guardrails") + "     " + guardrails_verdict(report);
    if (report.are_guardrails_of_after)
      out += "; those of the after side, since the before side has none";
    out += "\n";
  }
  for (const ReportGuardrail& guardrail : report.guardrails) {
    if (!is_told(guardrail)) continue;
    out += fmt::format("  {}  {}   {}\n", padded(guardrail_word(guardrail), 9),
                       shown_text(to_text(guardrail)), place_of(guardrail));
  }
  return out + invariants_text(report, palette) + approvals_text(report, palette);
}

std::string verdict_lines(const Report& report) {
  std::string out;
  for (const GateReason& reason : gate_reasons(report))
    out += "gate: " + shown_text(to_text(reason)) + "\n";
  return out;
}

}  // namespace accessdrift
