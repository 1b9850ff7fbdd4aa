#include "accessdrift/report/guardrails_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

std::string_view guardrail_word(const ReportGuardrail& guardrail) {
  if (guardrail.is_undecided()) return "undecided";
  return guardrail.level == GuardLevel::Warn ? "warning" : "FAILED";
}

std::string names_text(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + shown_name(name);
  return out;
}

}  // namespace

std::string guardrails_verdict(const Report& report) {
  const auto count = [&](const auto& is_so) {
    return static_cast<std::size_t>(std::ranges::count_if(report.guardrails, is_so));
  };
  const std::size_t all = report.guardrails.size();
  const std::size_t failed = count(
      [](const ReportGuardrail& one) { return one.fails() && one.level == GuardLevel::Block; });
  const std::size_t warned = count(
      [](const ReportGuardrail& one) { return one.fails() && one.level == GuardLevel::Warn; });
  const std::size_t undecided =
      count([](const ReportGuardrail& one) { return one.is_undecided(); });
  if (failed > 0) return fmt::format("FAILED {} of {}", failed, all);
  if (undecided > 0) return fmt::format("undecided {} of {}", undecided, all);
  if (warned > 0) return fmt::format("passed {} of {}", all - warned, all);
  return fmt::format("passed, {}", all);
}

std::string guardrails_text(const Report& report, const Palette& palette) {
  if (report.guardrails.empty() && report.loosened.empty()) return {};
  std::string out =
      palette.paint(Tone::Heading, "guardrails") + "     " + guardrails_verdict(report);
  if (report.are_guardrails_of_after)
    out += "; those of the after side, since the before side has none";
  out += "\n";
  for (const ReportGuardrail& guardrail : report.guardrails) {
    if (!guardrail.fails() && !guardrail.is_undecided()) continue;
    out += fmt::format("  {}  {}   {}:{}\n", padded(guardrail_word(guardrail), 9),
                       shown_text(to_text(guardrail)), shown_name(guardrail.place.file),
                       guardrail.place.line);
  }
  if (!report.loosened.empty()) {
    out += fmt::format(
        "  loosened   {}   by this change, which is judged by the guardrails before it   AD111\n",
        names_text(report.loosened));
  }
  return out;
}

std::string failing_guardrails(const Report& report) {
  std::string out;
  for (const ReportGuardrail& guardrail : report.guardrails) {
    if (!guardrail.fails() && !guardrail.is_undecided()) continue;
    out += fmt::format("guardrail {}: {}\n", guardrail_word(guardrail),
                       shown_text(to_text(guardrail)));
  }
  return out;
}

}  // namespace accessdrift
