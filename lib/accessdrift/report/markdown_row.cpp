#include "accessdrift/report/markdown_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "accessdrift/report/cause_lines.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/joined_cause.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/takes_effect.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kNamesInCell = 3;
constexpr std::size_t kActionsInCell = 5;
constexpr std::size_t kEditsInCell = 3;

std::string what_happens(const ReportFinding& finding) {
  std::string out;
  if (finding.level) out = *finding.level == GuardLevel::Warn ? "⚠️ " : "⛔ ";
  out += fmt::format("**{} {}**", sign_of(finding), to_text(finding.kind));
  if (finding.certainty == Certainty::May) out += " perhaps";
  return finding.is_public ? out + ", **public**" : out;
}

std::string who_cell(const ToldFinding& told) {
  const LabelledSet& identities = told.finding->identities;
  std::string out = (identities.is_everybody ? "everybody: " : "") +
                    counted_label(identities, kNamesInCell, code_name);
  const std::size_t among = told.may_be_among.size();
  if (among > 0)
    out += fmt::format("<br>{} may be among them",
                       counted(among, "known identity", "known identities"));
  return out;
}

std::string what_cell(const ReportFinding& finding) {
  std::string out = counted_label(finding.resources, kNamesInCell, code_name) + ", ";
  out += finding.is_every_action ? std::string("every action")
                                 : listed(texts_of(finding.actions), kActionsInCell, code_name);
  if (finding.urls.empty()) return out;
  std::vector<std::string> patterns;
  patterns.reserve(finding.urls.size());
  for (const UrlText& url : finding.urls) patterns.push_back(url.pattern);
  return out + "<br>at " + listed(patterns, kNamesInCell, code_name);
}

std::string answer_words(const AnswerText& answer) {
  return answer.kind == AnswerText::Kind::When ? code_text(answer.text) : answer.text;
}

std::string when_cell(const Report& report, const ReportFinding& finding) {
  const auto is_unknown = [](const AnswerText& answer) {
    return answer.kind == AnswerText::Kind::Unknown;
  };
  if (is_unknown(finding.before) || is_unknown(finding.after))
    return "not decided: a limit was hit";
  std::string out;
  if (finding.kind == ChangeKind::Gained) {
    out = answer_words(finding.after);
  } else if (finding.kind == ChangeKind::Lost) {
    out = answer_words(finding.before);
  } else {
    out = fmt::format("now {}, was {}", answer_words(finding.after), answer_words(finding.before));
  }
  if (!finding.takes_effect.empty() && common_effect(report).empty())
    out += "<br>takes effect " + finding.takes_effect;
  const bool is_may = finding.certainty == Certainty::May;
  if (finding.worlds.kind == AnswerText::Kind::When)
    out += (is_may ? "<br>may: " : "<br>where: ") + code_text(finding.worlds.text);
  if (is_may && !are_unknowns_told(finding))
    out += "<br>hangs on " + listed(finding.unknowns, kNamesInCell, code_name);
  return out;
}

std::string edit_words(const Report& report, const ReportCause& cause, std::size_t place) {
  const ReportEdit& edit = report.edits[place];
  std::string out;
  if (edit.after) {
    out = code_place(*edit.after) + " ";
  } else if (edit.before) {
    out = code_place(*edit.before) + " removed: ";
  }
  return out + code_text(edit.what) + likewise_text(cause, place) + commit_mark(edit);
}

std::string edits_words(const Report& report, const ReportCause& cause, const ReportEditSet& set) {
  const std::size_t shown = std::min(set.edits.size(), kEditsInCell);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i)
    out += (i == 0 ? "" : "<br>and ") + edit_words(report, cause, set.edits[i]);
  if (shown < set.edits.size())
    out += "<br>and " + counted(set.edits.size() - shown, "more edit", "more edits");
  return out;
}

std::string because_cell(const Report& report, const ToldFinding& told) {
  const ReportFinding& finding = *told.finding;
  if (!finding.cause) return report.has_causes ? "not searched" : "";
  const bool is_joined = !told.in_worlds.empty();
  const ReportCause cause = is_joined ? joined_cause(told.in_worlds) : *finding.cause;
  std::string out;
  if (is_joined) {
    out = std::string(kWorldsDecide) + ":<br>";
  } else if (finding.requests) {
    out = "these requests: " + code_text(finding.requests->text) + "<br>";
  }
  for (std::size_t i = 0; i < cause.because.size(); ++i)
    out += (i == 0 ? "" : "<br>or ") + edits_words(report, cause, cause.because[i]);
  if (cause.has_more) out += "<br>others exist";
  return cause.is_complete ? out : out + "<br>more causes not searched";
}

std::string because_cells(const Report& report, const ToldFinding& told) {
  std::string out;
  for (const ToldFinding& part : parts_of(told))
    out += (out.empty() ? "" : "<br>") + because_cell(report, part);
  return out;
}

}  // namespace

std::string code_name(std::string_view name) { return escape_markdown(shown_name(name)); }
std::string code_text(std::string_view text) { return escape_markdown(shown_text(text)); }

std::string commit_mark(const ReportEdit& edit) {
  const std::string origin = short_origin(edit);
  return origin.substr(std::min(origin.size(), std::size_t{1}));
}

std::string code_place(const PlaceText& place) {
  return escape_markdown(fmt::format("{}:{}", shown_name(place.file), place.line));
}

std::string markdown_row(const Report& report, const ToldFinding& told) {
  const ReportFinding& finding = *told.finding;
  return fmt::format("| {} | {} | {} | {} | {} |\n", what_happens(finding), who_cell(told),
                     what_cell(finding), when_cell(report, finding), because_cells(report, told));
}

}  // namespace accessdrift
