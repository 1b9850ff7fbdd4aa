#include "accessdrift/report/html/causes_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/cause_rows.h"
#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/html/markup.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/other_edits.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kCauseRows = 200;
constexpr std::size_t kEditRows = 500;

std::string more_text(std::size_t all, std::size_t shown) {
  return text_tag("p",
                  fmt::format("{} more; accessdrift diff prints all with --limit 0.",
                              grouped(all - shown)),
                  "cut") +
         "\n";
}

/// Commits are told of all edits or of none.
bool has_commits(const Report& report) {
  return !report.edits.empty() && report.edits.front().origin.has_value();
}

std::string commit_head(const Report& report) {
  return has_commits(report) ? "<th scope=\"col\">Commit</th>" : "";
}

std::string commit_cell(const Report& report, const ReportEdit& edit) {
  if (!has_commits(report)) return {};
  return text_tag("td", edit.origin ? origin_text(*edit.origin, report.before) : std::string(),
                  "origin");
}

std::string edit_cells(const Report& report, const ReportEdit& edit, std::size_t more) {
  std::string what = shown_text(edit.what);
  if (more > 0) what += ", and " + counted(more, "such edit more", "such edits more");
  return text_tag("td", what) + tag("td", text_tag("code", edit_place(edit)), "place") +
         commit_cell(report, edit);
}

std::string cause_rows_html(const Report& report, const CauseRow& row, std::size_t all) {
  std::string out;
  for (std::size_t i = 0; i < row.edits.size(); ++i) {
    const std::string numbers =
        i == 0 ? text_tag("td", grouped(row.entitlements), "number") +
                     text_tag("td", percent_text(row.entitlements, all), "number")
               : text_tag("td", "and", "joint") + text_tag("td", "");
    out +=
        tag("tr", numbers + edit_cells(report, report.edits[row.edits[i]], row.alike[i].size() - 1),
            i == 0 ? "" : "joint") +
        "\n";
  }
  return out;
}

std::string edits_table(const Report& report, const std::vector<ReportEdit>& edits,
                        std::string_view caption) {
  if (edits.empty()) return {};
  std::string rows;
  const std::size_t shown = std::min(edits.size(), kEditRows);
  for (std::size_t i = 0; i < shown; ++i) rows += tag("tr", edit_cells(report, edits[i], 0)) + "\n";
  std::string out = scroll_tag(
      caption, "<table>\n" + text_tag("caption", caption) +
                   "\n<thead><tr><th scope=\"col\">Edit</th><th scope=\"col\">Where</th>" +
                   commit_head(report) + "</tr></thead>\n<tbody>\n" + rows + "</tbody>\n</table>");
  return shown < edits.size() ? out + more_text(edits.size(), shown) : out;
}

}  // namespace

std::string causes_html(const Report& report) {
  if (!report.has_causes || report.findings.empty()) return {};
  const CauseRows found(report);
  std::string rows;
  const std::size_t shown = std::min(found.rows.size(), kCauseRows);
  for (std::size_t i = 0; i < shown; ++i) rows += cause_rows_html(report, found.rows[i], found.all);
  std::string out = scroll_tag(
      "Causes", "<table>\n" +
                    text_tag("caption",
                             "Each of the " +
                                 counted(found.all, "changed entitlement", "changed entitlements") +
                                 " counts once, under its smallest cause") +
                    "\n<thead><tr><th scope=\"col\" class=\"number\">Entitlements</th>"
                    "<th scope=\"col\" class=\"number\">Share</th><th scope=\"col\">Edit</th>"
                    "<th scope=\"col\">Where</th>" +
                    commit_head(report) + "</tr></thead>\n<tbody>\n" + rows + "</tbody>\n</table>");
  if (shown < found.rows.size()) out += more_text(found.rows.size(), shown);
  if (found.not_searched > 0)
    out += text_tag("p", "Of " + counted(found.not_searched, "entitlement", "entitlements") +
                             " causes were not searched.") +
           "\n";
  return section_tag("causes", "Causes", out);
}

std::string other_edits_html(const Report& report) {
  std::string out = edits_table(report, report.same,
                                counted(equal_policies(report), "policy", "policies") +
                                    " edited or moved, proved equal for every request") +
                    edits_table(report, other_edits(report), "Edits that no finding hangs on");
  return out.empty() ? out : section_tag("other-edits", "Edits without effect", out);
}

std::string tests_html(const Report& report) {
  if (report.tests.empty()) return {};
  std::string rows;
  for (const ReportTest& test : report.tests) {
    rows += tag("tr", text_tag("td", test_word(test)) + text_tag("td", shown_text(test.text)) +
                          tag("td",
                              text_tag("code", fmt::format("{}:{}:{}", shown_name(test.place.file),
                                                           test.place.line, test.place.column)),
                              "place")) +
            "\n";
  }
  return section_tag(
      "tests", "Tests",
      scroll_tag("Tests",
                 "<table>\n<caption>Tests of the configuration whose "
                 "result changes</caption>\n<thead><tr><th scope=\"col\">Result</th>"
                 "<th scope=\"col\">Test</th><th scope=\"col\">Where</th></tr></thead>\n"
                 "<tbody>\n" +
                     rows + "</tbody>\n</table>"));
}

}  // namespace accessdrift
