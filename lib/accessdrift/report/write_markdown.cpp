#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string_view>

#include "accessdrift/report/budgeted.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/gate_text.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/markdown_row.h"
#include "accessdrift/report/markdown_sections.h"
#include "accessdrift/report/reproduce.h"
#include "accessdrift/report/shrunk_text.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/takes_effect.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/told_edits.h"
#include "accessdrift/report/told_findings.h"
#include "accessdrift/report/verdict.h"
#include "accessdrift/report/version_text.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

constexpr std::size_t kMostTableRows = 30;
constexpr std::size_t kFiltersNamed = 3;

/// A side in the marker of a comment: its commit, else its word, encoded so that it can end neither
/// the marker nor the comment.
std::string marker_side(const ReportSide& side) {
  constexpr std::size_t kDigitsInMarker = 7;
  constexpr std::size_t kLongest = 40;
  if (!side.commit.empty()) return side.commit.substr(0, kDigitsInMarker);
  std::string out;
  for (const char c : side.spec) {
    const bool is_dash_again = c == '-' && out.ends_with('-');
    const std::string one = is_dash_again ? "%2D" : escape_uri_path(std::string_view(&c, 1));
    if (out.size() + one.size() > kLongest) break;
    out += one;
  }
  return out;
}

std::string marker(const Report& report, const std::string& key) {
  return fmt::format("<!-- accessdrift v1 key={} before={} after={} digest={} -->\n", key,
                     marker_side(report.before), marker_side(report.after), report.digest);
}

std::string_view verdict_word(const Report& report) {
  switch (verdict(report)) {
    case Verdict::Fails:
      return "blocked. ";
    case Verdict::Undecided:
      return "undecided. ";
    case Verdict::Passes:
      return gate_reasons(report).empty() ? "" : "warned. ";
  }
  return {};
}

struct CountWords {
  ChangeKind kind;
  std::string_view one, many;
};

/// `1 identity gains, 3 lose`
std::string counts_text(const Report& report) {
  constexpr std::array<CountWords, 5> kWords{{{ChangeKind::Gained, "gains", "gain"},
                                              {ChangeKind::Lost, "loses", "lose"},
                                              {ChangeKind::Widened, "is widened", "are widened"},
                                              {ChangeKind::Narrowed, "is narrowed", "are narrowed"},
                                              {ChangeKind::Shifted, "is shifted", "are shifted"}}};
  std::string out;
  const auto add = [&out](std::size_t count, std::string_view one, std::string_view many) {
    if (count == 0) return;
    out += out.empty() ? counted(count, "identity", "identities") : ", " + grouped(count);
    out += fmt::format(" {}", count == 1 ? one : many);
  };
  for (const CountWords& words : kWords) {
    const auto found = report.summary.find(words.kind);
    if (found != report.summary.end()) add(found->second.identities, words.one, words.many);
  }
  add(report.may.identities, "may change", "may change");
  return out;
}

std::string compared(const Report& report) {
  const Report::Population& population = report.population;
  std::string out =
      fmt::format("{} → {} · {} and {} compared", escape_markdown(side_text(report.before)),
                  escape_markdown(side_text(report.after)),
                  counted(population.identities, "identity", "identities"),
                  counted(population.resources, "resource", "resources"));
  if (!population.unknowns.empty())
    out += ", " + counted(population.unknowns.size(), "unknown", "unknowns");
  if (population.from) out += ", from " + to_text(Value{Time{*population.from}});
  for (const ReportVersion& version : report.versions)
    out += ", " + escape_markdown(version_text(version));
  if (!report.filters.empty()) out += ", only " + listed(report.filters, kFiltersNamed, code_name);
  if (!report.redacted.empty()) out += ", names are pseudonyms";
  if (!common_effect(report).empty())
    out += fmt::format(" · takes effect {}", common_effect(report));
  return out;
}

std::string public_line(const Report& report) {
  const auto exposed = std::ranges::count_if(
      told_findings(report), [](const ToldFinding& told) { return told.finding->is_public; });
  if (exposed == 0) return {};
  return fmt::format(
      "\n**Public exposure:** {} about requests without a session or about everybody\n",
      counted(static_cast<std::size_t>(exposed), "finding", "findings"));
}

/// Sources of which more than half is gone, before all that follows from it.
std::string shrunk_lines(const Report& report) {
  std::string out;
  for (const ShrunkFormat& format : shrunk_formats(report)) {
    out += fmt::format("\n**{}:** {} ({}): ", kShrunkGuess, shrunk_headline(format), kShrunkCode);
    for (std::size_t i = 0; i < format.told.size(); ++i) {
      const ReportShrunk& told = *format.told[i];
      out += fmt::format("{}{} ({}{})", i == 0 ? "" : ", ", shrunk_amount(told, code_name),
                         code_place(told.place), told.is_place_gone ? ", removed" : "");
    }
    if (format.more_groups > 0) out += " " + more_emptied(format);
    out += "\n";
  }
  return out;
}

std::string no_change_line(const Report& report) {
  std::string out = report.filters.empty() ? "**No access change.**"
                                           : "**No access change among what was asked for.**";
  if (!report.same.empty())
    out += fmt::format(" {} edited, proved equal.",
                       counted(equal_policies(report), "policy", "policies"));
  const std::string_view word = verdict_word(report);  // ends with a blank
  out += word.empty() ? std::string(" ") : fmt::format(" The change is {}", word);
  return out + compared(report) + "\n";
}

std::string markdown_head(const Report& report, const std::string& key) {
  const std::string first = marker(report, key);
  if (report.findings.empty()) return first + no_change_line(report) + shrunk_lines(report);
  return fmt::format("{}### Access drift: {}{}\n{}, {}, {}\n{}{}", first, verdict_word(report),
                     counts_text(report), compared(report),
                     counted(report.files_changed, "file", "files"),
                     counted(count_told_edits(report.edits), "edit", "edits"), shrunk_lines(report),
                     public_line(report));
}

std::string markdown_foot(const Report& report, std::string_view version) {
  std::string out = "<sub>";
  const std::string command = reproducing_command(report);
  if (!command.empty()) out += "Reproduce: " + escape_markdown(command) + " · ";
  out += fmt::format("accessdrift {}", version);
  if (!report.guardrails.empty()) out += " · guardrails " + guardrails_verdict(report);
  return out + "</sub>\n";
}

std::string rows_left_out(const std::vector<ToldFinding>& findings, std::size_t shown) {
  std::set<std::string_view> identities;
  for (const ToldFinding& told : std::span(findings).subspan(shown))
    identities.insert(told.finding->identities.ids.begin(), told.finding->identities.ids.end());
  return fmt::format("… and {} ({}): `--format text --limit 0`\n",
                     counted(findings.size() - shown, "more row", "more rows"),
                     counted(identities.size(), "identity", "identities"));
}

std::string sections_left_out(const std::vector<std::string>& elsewhere) {
  std::string out;
  for (const std::string& one : elsewhere) out += (out.empty() ? "" : ", ") + one;
  return "Left out for size: " + out + "\n";
}

}  // namespace

std::string write_markdown(const Report& report, const MarkdownOptions& options) {
  const std::vector<ToldFinding> findings = told_findings(report);
  BudgetedDocument document;
  document.head = markdown_head(report, options.comment_key);
  document.table_head = kMarkdownTableHead;
  for (const ToldFinding& told : findings) {
    if (document.rows.size() < kMostTableRows) document.rows.push_back(markdown_row(report, told));
  }
  document.row_count = findings.size();
  document.sections = markdown_sections(report);
  if (!findings.empty()) document.foot = markdown_foot(report, options.tool_version);
  document.other_rows = [&](std::size_t shown) { return rows_left_out(findings, shown); };
  document.left_out = sections_left_out;
  return fitted(document, options.budget);
}

}  // namespace accessdrift
