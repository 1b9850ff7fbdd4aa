#include "accessdrift/report/report.h"

#include <fmt/format.h>

#include "accessdrift/drift/roll_up.h"

namespace accessdrift {

std::vector<std::string> texts_of(const std::vector<NamedText>& all) {
  std::vector<std::string> texts;
  texts.reserve(all.size());
  for (const NamedText& one : all) texts.push_back(one.text);
  return texts;
}

std::size_t entitlements(const ReportFinding& finding) {
  if (finding.part > 0) return 0;
  return finding.identities.ids.size() * finding.resources.ids.size() * finding.actions.size();
}

const AnswerText& changed_situations(const ReportFinding& finding) {
  return relevant_side(finding.kind) == SideOf::Before ? finding.lost : finding.gained;
}

PlaceText place_text(const Span& span) {
  const LineColumn start = span.start();
  return {std::string(span.path()), start.line, start.column};
}

std::string to_text(const ReportGuardrail& guardrail) {
  const std::string counted =
      fmt::format("{}: {} {}", guardrail.name, guardrail.unit, guardrail.actual);
  if (guardrail.is_approved()) return fmt::format("{} > {}", counted, guardrail.limit);
  if (guardrail.fails() && guardrail.unexpected < guardrail.actual)
    return fmt::format("{}, {} not expected > {}", counted, guardrail.unexpected, guardrail.limit);
  if (guardrail.fails()) return fmt::format("{} > {}", counted, guardrail.limit);
  if (!guardrail.is_undecided()) return fmt::format("{} <= {}", counted, guardrail.limit);
  return fmt::format("{}, perhaps {} > {}", counted, guardrail.at_most, guardrail.limit);
}

std::string_view test_word(const ReportTest& test) {
  if (test.is.empty()) return "removed";
  if (test.is == "passes") return test.was.empty() ? "new, passes" : "passes now";
  if (test.is == "undecided" || test.is == "not-checked")
    return test.was.empty() ? "new, undecided" : "undecided now";
  return test.was.empty() ? "new, fails" : "fails now";
}

std::string_view level_text(const ReportFinding& finding) {
  return finding.level ? to_text(*finding.level) : "info";
}

}  // namespace accessdrift
