#include "accessdrift/report/finding_row.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/labels.h"
#include "accessdrift/report/set_lines.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kNamesShown = 3;
constexpr std::size_t kActionsShown = 5;
constexpr std::size_t kUnknownsShown = 6;

NameStyle terminal_style(bool whole) {
  return [whole](std::string_view name) { return shown_name(name, whole); };
}

Tone tone_of(const ReportFinding& finding) {
  if (finding.certainty == Certainty::May) return Tone::Notice;
  switch (finding.kind) {
    case ChangeKind::Gained:
    case ChangeKind::Widened:
      return Tone::Gain;
    case ChangeKind::Lost:
    case ChangeKind::Narrowed:
      return Tone::Loss;
    case ChangeKind::Shifted:
      return Tone::Notice;
  }
  return Tone::Notice;
}

std::string answer_text(const AnswerText& answer, bool whole) {
  if (answer.kind == AnswerText::Kind::Unknown) return "not decided";
  return shown_text(answer.text, whole);
}

/// Where what is asked for is found.
std::string url_lines(const ReportFinding& finding, std::size_t limit, const NameStyle& style) {
  if (finding.urls.empty()) return {};
  std::vector<std::string> patterns;
  patterns.reserve(finding.urls.size());
  for (const UrlText& url : finding.urls) patterns.push_back(url.pattern);
  return std::string(kNamesIndent, ' ') + "at " + listed(patterns, limit, style) + "\n";
}

/// In which worlds it is so, and what would settle it.
std::string world_line(const ReportFinding& finding, bool whole) {
  const bool is_may = finding.certainty == Certainty::May && !finding.unknowns.empty();
  const bool is_split = finding.worlds.kind == AnswerText::Kind::When;
  if (!is_may && !is_split) return {};
  std::string line = std::string(kNamesIndent, ' ') + (is_may ? "may: " : "where: ");
  line += is_split ? shown_text(finding.worlds.text, whole) : std::string("in some cases");
  if (!is_may) return line + "\n";
  const bool is_cut = shown_text(finding.worlds.text, whole) != finding.worlds.text;
  const bool is_told = !is_cut && are_unknowns_told(finding);
  const NameStyle style = [&](std::string_view name) { return shown_name(name, whole); };
  const std::string known = is_told ? std::string(finding.unknowns.size() == 1 ? "it" : "them")
                                    : listed(finding.unknowns, whole ? 0 : kUnknownsShown, style);
  return line + "; to know " + known + " would settle it\n";
}

/// Who may be among the further members of the open group.
std::string among_line(const ToldFinding& told, bool expand, const NameStyle& style) {
  const std::size_t count = told.may_be_among.size();
  if (count == 0) return {};
  std::string line = std::string(kNamesIndent, ' ');
  line += count == 1 ? "1 known identity" : "any of " + grouped(count) + " known identities";
  line += " may be among them";
  if (expand || count == 1) line += ": " + listed(told.may_be_among, 0, style);
  return line + "\n";
}

struct When {
  std::string now, was;
};

When both_of(const ReportFinding& finding, bool whole) {
  const bool is_unknown = finding.before.kind == AnswerText::Kind::Unknown ||
                          finding.after.kind == AnswerText::Kind::Unknown;
  if (is_unknown) return {"not decided: a limit was hit", {}};
  if (finding.kind == ChangeKind::Gained) return {answer_text(finding.after, whole), {}};
  if (finding.kind == ChangeKind::Lost) return {answer_text(finding.before, whole), {}};
  return {"now " + answer_text(finding.after, whole), answer_text(finding.before, whole)};
}

}  // namespace

std::string sign_of(const ReportFinding& finding) {
  if (finding.certainty == Certainty::May) return "?";
  if (finding.kind == ChangeKind::Gained) return "+";
  return finding.kind == ChangeKind::Lost ? "-" : "~";
}

bool are_unknowns_told(const ReportFinding& finding) {
  return std::ranges::all_of(finding.unknowns, [&](const std::string& name) {
    return std::ranges::any_of(finding.worlds.terms, [&](const Term& term) {
      return std::ranges::find(term, name, &Restriction::attribute) != term.end();
    });
  });
}

std::string when_of(const ReportFinding& finding, bool whole) {
  const When when = both_of(finding, whole);
  return when.was.empty() ? when.now : fmt::format("{} (was: {})", when.now, when.was);
}

FindingRow finding_row(const ToldFinding& told, bool expand) {
  const ReportFinding& finding = *told.finding;
  const NameStyle style = terminal_style(expand);
  const std::size_t limit = expand ? 0 : kNamesShown;
  const std::size_t resources = finding.resources.ids.size();
  FindingRow row;
  row.sign = sign_of(finding);
  row.kind = upper_ascii(to_text(finding.kind));
  row.tone = tone_of(finding);
  row.who = counted(finding.identities.ids.size(), "identity", "identities");
  row.what = resources == 1 ? style(finding.resources.ids.front())
                            : counted(resources, "resource", "resources");
  row.actions = finding.is_every_action
                    ? "every action"
                    : listed(texts_of(finding.actions), expand ? 0 : kActionsShown, style);
  When when = both_of(finding, expand);
  row.when = std::move(when.now);
  row.was = std::move(when.was);
  const SetLines lines{kNamesIndent, limit, expand};
  row.names = lines.of(finding.identities, finding.identities.is_everybody ? "everybody: " : "");
  if (resources != 1) row.names += lines.of(finding.resources, "on ");
  row.names += url_lines(finding, limit, style) + world_line(finding, expand) +
               among_line(told, expand, style);
  row.is_abbreviated =
      is_abbreviated(finding.identities, limit) || is_abbreviated(finding.resources, limit) ||
      (limit > 0 && finding.urls.size() > limit) ||
      (!expand && !finding.is_every_action && finding.actions.size() > kActionsShown);
  return row;
}

}  // namespace accessdrift
