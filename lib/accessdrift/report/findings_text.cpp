#include "accessdrift/report/findings_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/model/schema.h"
#include "accessdrift/report/cause_lines.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/takes_effect.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kCellLimit = 40;
constexpr std::size_t kWidestRow = 100;

struct Widths {
  std::size_t who = 0, what = 0, actions = 0;
};

Widths widths_of(const std::vector<FindingRow>& rows) {
  const auto column = [&](std::string FindingRow::*cell) {
    std::vector<std::string> cells;
    cells.reserve(rows.size());
    for (const FindingRow& row : rows) cells.push_back(row.*cell);
    return column_width(cells, kCellLimit);
  };
  return {column(&FindingRow::who), column(&FindingRow::what), column(&FindingRow::actions)};
}

std::string finding_text(const FindingRow& row, const Widths& widths, const Palette& palette) {
  const std::string cells = padded(row.who, widths.who) + "   " + padded(row.what, widths.what) +
                            "   " + padded(row.actions, widths.actions) + "   ";
  const std::string line = cells + row.when;
  std::string out = palette.paint(row.tone, row.sign + " " + padded(row.kind, 8)) + "  " + line;
  if (!row.was.empty()) {
    const std::string was = fmt::format(" (was: {})", row.was);
    const bool fits = kNamesIndent + code_points(line) + code_points(was) <= kWidestRow;
    // Else one stands below the other, to be compared by eye.
    out +=
        fits ? was : "\n" + std::string(kNamesIndent + code_points(cells), ' ') + "was " + row.was;
  }
  return out + "\n" + row.names;
}

bool is_about_strangers(const ToldFinding& told) {
  return told.finding->identities.ids.has_prefix(kStrangerPrefix);
}

std::string level_word(GuardLevel level, const Palette& palette) {
  switch (level) {
    case GuardLevel::Warn:
      return palette.paint(Tone::Warning, "WARNING");
    case GuardLevel::Approve:
      return palette.paint(Tone::Error, "APPROVE");
    case GuardLevel::Block:
      return palette.paint(Tone::Error, "BLOCKED");
  }
  return {};
}

/// Why it fails the comparison, or is warned of.
std::string guard_lines(const Report& report, const ReportFinding& finding,
                        const Palette& palette) {
  std::string out;
  for (const std::size_t failing : finding.failing) {
    const ReportGuardrail& guardrail = report.guardrails[failing];
    out += std::string(kNamesIndent, ' ') + level_word(guardrail.level, palette) +
           fmt::format("  {} is protected: {} {} > {}   AD106\n", shown_name(guardrail.name),
                       guardrail.unit, guardrail.actual, guardrail.limit);
  }
  const bool is_strict = report.approvals && report.approvals->is_strict;
  if (is_strict && !finding.is_expected.value_or(true))
    out += std::string(kNamesIndent, ' ') + level_word(GuardLevel::Approve, palette) +
           "  no expected change covers it   AD108\n";
  return out;
}

std::string effect_line(const ReportFinding& finding) {
  if (finding.takes_effect.empty()) return {};
  return std::string(kNamesIndent, ' ') + "takes effect " + finding.takes_effect + "\n";
}

std::string public_heading(std::size_t count, bool are_strangers_among, const Palette& palette) {
  return palette.paint(Tone::Error, "PUBLIC EXPOSURE") +
         fmt::format("   {} about requests without a session{} or about everybody\n",
                     counted(count, "finding", "findings"),
                     are_strangers_among ? ", about strangers" : "");
}

}  // namespace

std::size_t shown_count(std::size_t size, const TextOptions& options) {
  return options.limit == 0 ? size : std::min(size, options.limit);
}

std::string findings_text(const Report& report, const std::vector<ToldFinding>& findings,
                          const TextOptions& options, const Palette& palette) {
  const std::size_t shown = shown_count(findings.size(), options);
  std::vector<FindingRow> rows;
  for (std::size_t i = 0; i < shown; ++i) rows.push_back(finding_row(findings[i], options.expand));
  const Widths widths = widths_of(rows);
  const auto is_public = [](const ToldFinding& told) { return told.finding->is_public; };
  const auto exposed = static_cast<std::size_t>(std::ranges::count_if(findings, is_public));
  std::string out;
  const bool are_strangers_among = std::ranges::any_of(findings, is_about_strangers);
  const bool says_effect_once = !common_effect(report).empty();  // in the header
  if (exposed > 0) out += public_heading(exposed, are_strangers_among, palette);
  for (std::size_t i = 0; i < shown; ++i) {
    const bool leaves_public = i > 0 && is_public(findings[i - 1]) && !is_public(findings[i]);
    if (leaves_public) out += "\n";
    out += finding_text(rows[i], widths, palette);
    if (!says_effect_once) out += effect_line(*findings[i].finding);
    for (const ToldFinding& part : parts_of(findings[i]))
      out += cause_lines(report, part, options.expand);
    out += guard_lines(report, *findings[i].finding, palette);
  }
  return out;
}

}  // namespace accessdrift
