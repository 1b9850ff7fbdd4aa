#include "accessdrift/report/html/guardrails_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "accessdrift/report/html/markup.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

/// What becomes of a guardrail, the worst first.
enum class GuardState : std::size_t { Fails, Undecided, Warns, Passes };

GuardState state_of(const ReportGuardrail& guardrail) {
  if (guardrail.is_undecided()) return GuardState::Undecided;
  if (!guardrail.fails()) return GuardState::Passes;
  return guardrail.level == GuardLevel::Warn ? GuardState::Warns : GuardState::Fails;
}

std::string_view word_of(GuardState state) {
  constexpr std::array<std::string_view, 4> kWords{"fails", "undecided", "warns", "passes"};
  return kWords.at(static_cast<std::size_t>(state));
}

std::string_view glyph_of_state(GuardState state) {
  constexpr std::array<std::string_view, 4> kGlyphs{"✕", "?", "!", "✓"};
  return kGlyphs.at(static_cast<std::size_t>(state));
}

std::string guardrail_row(const ReportGuardrail& guardrail) {
  const GuardState state = state_of(guardrail);
  std::string counted_text = grouped(guardrail.actual);
  if (state == GuardState::Undecided) counted_text += ", perhaps " + grouped(guardrail.at_most);
  const std::string place =
      fmt::format("{}:{}", shown_name(guardrail.place.file), guardrail.place.line);
  return tag("tr", text_tag("td", fmt::format("{} {}", glyph_of_state(state), word_of(state)),
                            fmt::format("state {}", word_of(state))) +
                       text_tag("td", shown_name(guardrail.name)) + text_tag("td", guardrail.unit) +
                       text_tag("td", counted_text, "number") +
                       text_tag("td", grouped(guardrail.limit), "number") +
                       text_tag("td", place, "place")) +
         "\n";
}

std::string loosened_html(const Report& report) {
  if (report.loosened.empty()) return {};
  const NameStyle style = [](std::string_view name) { return shown_name(name); };
  return text_tag("p", "This change loosens " + listed(report.loosened, 0, style) +
                           "; it is judged by the guardrails before it (AD111).") +
         "\n";
}

}  // namespace

std::string guardrails_headline(const Report& report) {
  std::array<std::size_t, 4> counts{};
  for (const ReportGuardrail& guardrail : report.guardrails)
    ++counts.at(static_cast<std::size_t>(state_of(guardrail)));
  const auto of = [&](GuardState state) { return counts.at(static_cast<std::size_t>(state)); };
  const std::size_t all = report.guardrails.size();
  const auto line = [](GuardState state, const std::string& text) {
    return text_tag("p", fmt::format("{} {}", glyph_of_state(state), text),
                    fmt::format("result {}", word_of(state))) +
           "\n";
  };
  if (of(GuardState::Fails) > 0)
    return line(GuardState::Fails,
                fmt::format("Blocked: {} of {} guardrails {}.", of(GuardState::Fails), all,
                            of(GuardState::Fails) == 1 ? "fails" : "fail"));
  if (of(GuardState::Undecided) > 0)
    return line(GuardState::Undecided,
                fmt::format("Undecided: {} of {} guardrails {} on what is not known.",
                            of(GuardState::Undecided), all,
                            of(GuardState::Undecided) == 1 ? "hangs" : "hang"));
  if (of(GuardState::Warns) > 0)
    return line(GuardState::Warns, fmt::format("Passed, with {}.", counted(of(GuardState::Warns),
                                                                           "warning", "warnings")));
  if (all > 0)
    return line(GuardState::Passes, "Passed: " + counted(all, "guardrail", "guardrails"));
  return text_tag("p", "No guardrails: nothing says what may not change.", "result none") + "\n";
}

std::string guardrails_table(const Report& report) {
  if (report.guardrails.empty()) return loosened_html(report);
  std::vector<ReportGuardrail> rows = report.guardrails;
  std::ranges::stable_sort(rows, {}, state_of);
  std::string out =
      "<div class=\"scroll\"><table class=\"small\">\n<caption>Guardrails" +
      std::string(report.are_guardrails_of_after
                      ? " of the after side, since the before side has none"
                      : "") +
      "</caption>\n<thead><tr><th scope=\"col\">Result</th><th scope=\"col\">Guardrail</th>"
      "<th scope=\"col\">Counts</th><th scope=\"col\" class=\"number\">Counted</th>"
      "<th scope=\"col\" class=\"number\">Limit</th><th scope=\"col\">Declared</th></tr></thead>\n"
      "<tbody>\n";
  for (const ReportGuardrail& row : rows) out += guardrail_row(row);
  return out + "</tbody>\n</table></div>\n" + loosened_html(report);
}

}  // namespace accessdrift
