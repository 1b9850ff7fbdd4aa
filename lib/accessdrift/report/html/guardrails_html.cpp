#include "accessdrift/report/html/guardrails_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "accessdrift/report/html/markup.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/verdict.h"

namespace accessdrift {
namespace {

/// What becomes of a guardrail, the worst first.
enum class GuardState : std::size_t { Fails, Undecided, Warns, Expected, Passes };

GuardState state_of(const ReportGuardrail& guardrail) {
  if (guardrail.is_approved()) return GuardState::Expected;
  if (guardrail.is_undecided()) return GuardState::Undecided;
  if (!guardrail.fails()) return GuardState::Passes;
  return guardrail.level == GuardLevel::Warn ? GuardState::Warns : GuardState::Fails;
}

std::string_view word_of(GuardState state) {
  constexpr std::array<std::string_view, 5> kWords{"fails", "undecided", "warns", "expected",
                                                   "passes"};
  return kWords.at(static_cast<std::size_t>(state));
}

std::string_view glyph_of_state(GuardState state) {
  constexpr std::array<std::string_view, 5> kGlyphs{"✕", "?", "!", "✓", "✓"};
  return kGlyphs.at(static_cast<std::size_t>(state));
}

std::string guardrail_row(const ReportGuardrail& guardrail) {
  const GuardState state = state_of(guardrail);
  std::string counted_text = grouped(guardrail.actual);
  if (state == GuardState::Undecided) counted_text += ", perhaps " + grouped(guardrail.at_most);
  const std::string place =
      guardrail.place.line == 0
          ? std::string("by default")
          : fmt::format("{}:{}", shown_name(guardrail.place.file), guardrail.place.line);
  return tag("tr", text_tag("td", fmt::format("{} {}", glyph_of_state(state), word_of(state)),
                            fmt::format("state {}", word_of(state))) +
                       text_tag("td", shown_name(guardrail.name)) + text_tag("td", guardrail.unit) +
                       text_tag("td", counted_text, "number") +
                       text_tag("td", grouped(guardrail.limit), "number") +
                       text_tag("td", place, "place")) +
         "\n";
}

/// What else than guardrails is said of the gate: invariants, what needs approval, what is
/// expected.
std::string reasons_html(const Report& report) {
  std::string items;
  for (const GateReason& reason : gate_reasons(report)) {
    if (!reason.guardrail) items += text_tag("li", shown_text(to_text(reason)));
  }
  return items.empty() ? items : tag("ul", items, "reasons") + "\n";
}

GuardState worst_state(const Report& report) {
  switch (verdict(report)) {
    case Verdict::Fails:
      return GuardState::Fails;
    case Verdict::Undecided:
      return GuardState::Undecided;
    case Verdict::Passes:
      return GuardState::Passes;
  }
  return GuardState::Passes;
}

}  // namespace

std::string guardrails_headline(const Report& report) {
  const bool has_gate = !report.guardrails.empty() || !report.invariants.empty() ||
                        !report.needs.empty() || report.approvals;
  if (!has_gate)
    return text_tag("p", "No guardrails: nothing says what may not change.", "result none") + "\n";
  GuardState state = worst_state(report);
  const bool warns = std::ranges::any_of(report.guardrails, [](const ReportGuardrail& one) {
    return state_of(one) == GuardState::Warns;
  });
  if (state == GuardState::Passes && warns) state = GuardState::Warns;
  constexpr std::array<std::string_view, 5> kTexts{"Blocked.",
                                                   "Undecided: what is not known decides.",
                                                   "Passed, with warnings.", "Passed.", "Passed."};
  return text_tag("p",
                  fmt::format("{} {}", glyph_of_state(state),
                              kTexts.at(static_cast<std::size_t>(state))),
                  fmt::format("result {}", word_of(state))) +
         "\n" + reasons_html(report);
}

std::string guardrails_table(const Report& report) {
  if (report.guardrails.empty()) return {};
  std::vector<ReportGuardrail> rows = report.guardrails;
  std::ranges::stable_sort(rows, {}, state_of);
  std::string out =
      "<table class=\"small\">\n<caption>Guardrails" +
      std::string(report.are_guardrails_of_after
                      ? " of the after side, since the before side has none"
                      : "") +
      "</caption>\n<thead><tr><th scope=\"col\">Result</th><th scope=\"col\">Guardrail</th>"
      "<th scope=\"col\">Counts</th><th scope=\"col\" class=\"number\">Counted</th>"
      "<th scope=\"col\" class=\"number\">Limit</th><th scope=\"col\">Declared</th></tr></thead>\n"
      "<tbody>\n";
  for (const ReportGuardrail& row : rows) out += guardrail_row(row);
  return scroll_tag("Guardrails", out + "</tbody>\n</table>");
}

}  // namespace accessdrift
