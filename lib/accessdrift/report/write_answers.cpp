#include "accessdrift/report/write_answers.h"

#include <fmt/format.h>

#include "accessdrift/report/color.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/set_lines.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kAnswerCell = 40;
constexpr std::size_t kAnswerNames = 6;

std::string when_text(const AnswerText& when, bool whole) {
  return when.kind == AnswerText::Kind::Unknown ? "not decided: a limit was hit"
                                                : shown_text(when.text, whole);
}

NameStyle answer_style(bool whole) {
  return [whole](std::string_view name) { return shown_name(name, whole); };
}

std::string who_head(const WhoReport& report, const Palette& palette) {
  return palette.paint(Tone::Heading,
                       fmt::format("{}{}{}", shown_name(report.action),
                                   report.is_by_url ? " " : " on ", shown_name(report.resource))) +
         "   " + side_text(report.side) + "\n";
}

}  // namespace

std::string answer_line(const CheckReport& report) {
  switch (report.outcome) {
    case Outcome::Allow:
      return "allow";
    case Outcome::Deny:
      return "deny";
    case Outcome::Open:
      break;
  }
  return fmt::format("depends: {}", report.when.kind == AnswerText::Kind::Unknown
                                        ? "a limit was hit"
                                        : "allowed " + shown_text(report.when.text));
}

std::string write_check_text(const CheckReport& report) { return answer_line(report) + "\n"; }

std::string write_who_text(const WhoReport& report, const AnswerOptions& options) {
  const Palette palette(options.color);
  std::string out = who_head(report, palette);
  if (report.rows.empty()) return out + "\n  nobody\n";
  std::vector<std::string> counts;
  counts.reserve(report.rows.size());
  for (const WhoReport::Row& row : report.rows)
    counts.push_back(counted(row.identities.ids.size(), "identity", "identities"));
  const std::size_t width = column_width(counts, kAnswerCell);
  const SetLines lines{6, options.expand ? 0 : kAnswerNames, options.expand};
  bool is_cut = false;
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const WhoReport::Row& row = report.rows[i];
    out +=
        fmt::format("\n  {}   {}\n", padded(counts[i], width), when_text(row.when, options.expand));
    out += lines.of(row.identities, row.includes_anonymous ? "no session needed: " : "");
    is_cut = is_cut || is_abbreviated(row.identities, lines.limit);
  }
  return is_cut ? out + "\nsome names are left out; all: --expand\n" : out;
}

std::string write_can_text(const CanReport& report, const AnswerOptions& options) {
  const Palette palette(options.color);
  const NameStyle style = answer_style(options.expand);
  std::string out = palette.paint(Tone::Heading, style(report.who.name) + " can") + "   " +
                    side_text(report.side) + "\n\n";
  std::vector<std::string> whats;
  std::vector<std::string> actions;
  for (const CanReport::Row& row : report.rows) {
    whats.push_back(row.resources.ids.size() == 1
                        ? style(row.resources.ids.front())
                        : counted(row.resources.ids.size(), "resource", "resources"));
    actions.push_back(listed(row.actions, 0, style));
  }
  const std::size_t what_width = column_width(whats, kAnswerCell);
  const std::size_t action_width = column_width(actions, kAnswerCell);
  const SetLines lines{6, options.expand ? 0 : kAnswerNames, options.expand};
  bool is_cut = false;
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const CanReport::Row& row = report.rows[i];
    out += fmt::format("  {}   {}   {}\n", padded(whats[i], what_width),
                       padded(actions[i], action_width), when_text(row.when, options.expand));
    if (row.resources.ids.size() != 1) out += lines.of(row.resources, "");
    is_cut = is_cut || is_abbreviated(row.resources, lines.limit);
  }
  if (report.rows.empty()) out += "  nothing\n";
  for (const std::string& target : report.limited)
    out += "not decided: " + style(target) + " is over the limit\n";
  return is_cut ? out + "\nsome names are left out; all: --expand\n" : out;
}

}  // namespace accessdrift
