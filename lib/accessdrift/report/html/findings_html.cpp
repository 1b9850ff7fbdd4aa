#include "accessdrift/report/html/findings_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/cause_lines.h"
#include "accessdrift/report/html/excerpt.h"
#include "accessdrift/report/html/finding_words.h"
#include "accessdrift/report/html/markup.h"
#include "accessdrift/report/html/path_html.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kReviewed = 50;
constexpr std::size_t kNamesInArticle = 5;

std::string shown_in_article(std::string_view name) { return shown_name(name); }

std::string causes_of_finding(const Report& report, const ToldFinding& told) {
  std::string out;
  for (const CauseLine& line : cause_block(report, told, false)) {
    std::string item;
    if (!line.word.empty()) item += text_tag("span", line.word, "word") + " ";
    if (!line.place.empty()) item += text_tag("code", line.place) + " ";
    if (!line.what.empty()) item += text_tag("span", line.what);
    if (line.edit) item += excerpt_html(excerpt_of(report.edits[*line.edit]));
    if (!line.origin.empty()) item += text_tag("div", line.origin, "origin");
    out += tag("li", item);
  }
  return out.empty() ? out : tag("ul", out, "causes");
}

std::string urls_text(const ReportFinding& finding) {
  std::vector<std::string> patterns;
  patterns.reserve(finding.urls.size());
  for (const UrlText& url : finding.urls) patterns.push_back(url.pattern);
  return listed(patterns, kNamesInArticle, shown_in_article);
}

std::string article(const Report& report, const ToldFinding& told) {
  const ReportFinding& finding = *told.finding;
  const FindingWords words = finding_words(told);
  std::string out =
      tag("h3",
          text_tag("span", words.sign, "glyph") + " " + text_tag("span", words.kind, "kind") + " " +
              text_tag("span", words.who, "who") + " " + text_tag("span", "on", "on") + " " +
              text_tag("span", words.what, "what"),
          words.classes) +
      "\n";
  std::string facts = fact_tag("Actions", text_tag("span", words.actions));
  if (!told.may_be_among.empty())
    facts +=
        fact_tag("May be among them",
                 text_tag("span", listed(told.may_be_among, kNamesInArticle, shown_in_article)));
  if (!finding.urls.empty()) facts += fact_tag("At", text_tag("span", urls_text(finding)));
  facts += fact_tag("Before", text_tag("span", words.before));
  facts += fact_tag("Now", text_tag("span", words.after));
  facts += fact_tag("Causes", causes_of_finding(report, told));
  const std::string example = example_text(finding);
  if (!example.empty()) facts += fact_tag("For example", text_tag("span", example));
  for (const std::string& note : finding_notes(report, told)) out += text_tag("p", note, "note");
  out += tag("dl", "\n" + facts);
  if (!finding.paths.empty()) out += path_html(finding.paths.front());
  out += text_tag("p", finding.digest, "digest");
  return tag("article", out, words.classes) + "\n";
}

std::string table_row(const ToldFinding& told) {
  const FindingWords words = finding_words(told);
  return tag("tr",
             tag("td", text_tag("span", words.sign, "glyph") + " " + text_tag("span", words.kind),
                 words.classes) +
                 text_tag("td", words.who, "who") + text_tag("td", words.what, "what") +
                 text_tag("td", words.actions) + text_tag("td", words.when)) +
         "\n";
}

}  // namespace

std::string review_first_html(const Report& report, const std::vector<ToldFinding>& findings) {
  std::string articles;
  std::size_t count = 0;
  for (const ToldFinding& told : findings) {
    if (!is_reviewed_first(*told.finding)) continue;
    if (++count <= kReviewed) articles += article(report, told);
  }
  if (count == 0) return {};
  if (count > kReviewed)
    articles +=
        text_tag("p", counted(count - kReviewed, "more such finding", "more such findings") +
                          " in the table below.");
  return section_tag("review", fmt::format("Review first ({})", grouped(count)), articles);
}

std::string findings_table_html(const Report& report, const std::vector<ToldFinding>& findings) {
  if (report.findings.empty()) return {};
  std::string rows;
  const std::size_t shown = std::min(findings.size(), kFindingsOfPage);
  for (std::size_t i = 0; i < shown; ++i) rows += table_row(findings[i]);
  std::string out = "<div id=\"controls\" hidden></div>\n";
  if (shown < findings.size())
    out += "<p class=\"cut\">" +
           fmt::format("The first {} of {} findings are printed here; the page's script shows all.",
                       grouped(shown), grouped(findings.size())) +
           "</p>\n";
  out += scroll_tag("Findings",
                    "<table id=\"table\">\n<caption>In the order in which they are to be "
                    "looked at</caption>\n"
                    "<thead><tr><th scope=\"col\">Change</th><th scope=\"col\">Who</th>"
                    "<th scope=\"col\">Resource</th><th scope=\"col\">Actions</th>"
                    "<th scope=\"col\">When</th></tr></thead>\n<tbody>\n" +
                        rows + "</tbody>\n</table>");
  return section_tag("findings", fmt::format("Findings ({})", grouped(findings.size())), out);
}

}  // namespace accessdrift
