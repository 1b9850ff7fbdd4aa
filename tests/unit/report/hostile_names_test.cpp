#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "accessdrift/report/annotations.h"
#include "accessdrift/report/write_ci.h"
#include "accessdrift/report/write_diff.h"
#include "accessdrift/report/write_expected.h"
#include "parsed_formats.h"
#include "sample_reports.h"

/// Names that attack whatever reads a report, in every format, each read back by a reader of that
/// format: they come back whole, or as they are shown.
namespace accessdrift {
namespace {

using Json = nlohmann::json;

struct HostileName {
  std::string name;
  std::string shown;  ///< on a line for people
  bool is_formula = false;
};

HostileName plain(const std::string& name) {
  return {name, name, name.starts_with('@') || name.starts_with('-')};
}

std::vector<HostileName> hostile_names() {
  return {
      plain("ana.kirk@corp.example"),
      // Markdown
      plain("**b** _i_ [text](http://e.example) ![i](x) `code` ``two`` ~~s~~ <b>bold</b> \\"),
      plain("@team #1 https://e.example www.e.example &amp; &#35;"),
      {"a\n\n# heading\n| x | y |\n", "a\\u{a}\\u{a}# heading\\u{a}| x | y |\\u{a}"},
      {"```\n</details>\n- [ ] task", "```\\u{a}</details>\\u{a}- [ ] task"},
      plain("--><!-- accessdrift v1 key=default -->"),
      // HTML and XML
      plain("</script><script>alert(1)</script><img src=x onerror=alert(1)>"),
      plain("\" onmouseover=\"alert(1)\" ' onfocus='alert(1)"),
      plain("]]><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;"),
      {"\xEF\xBF\xBF\xEF\xBF\xBE", "\\u{ffff}\\u{fffe}"},
      // logs of continuous integration
      {"::error file=a::owned", "\\u{3a}:error file=a::owned"},
      {"  ::stop-commands::x", "  \\u{3a}:stop-commands::x"},
      {"a\n::warning::x\r\n::set-output name=a::b",
       "a\\u{a}::warning::x\\u{d}\\u{a}::set-output name=a::b"},
      {"##[error]owned", "\\u{23}#[error]owned"},
      plain("100%25 %0A::error::x"),
      // terminals
      {"a\x1b[31mred\x1b[0m\x1b]8;;http://e.example\x07link",
       "a\\u{1b}[31mred\\u{1b}[0m\\u{1b}]8;;"
       "http://e.example\\u{7}link"},
      {"nul\\\x7f\xC2\x9B"
       "31m\b\b\b",
       "nul\\\\u{7f}\\u{9b}31m\\u{8}\\u{8}\\u{8}"},
      {"invalid\xFF\xC0\xAF utf-8", "invalid\\x{ff}\\x{c0}\\x{af} utf-8"},
      // the direction of writing, and what has no shape
      {"user\xE2\x80\xAE\xE2\x81\xA6"
       "nimda\xE2\x81\xA9",
       "user\\u{202e}\\u{2066}nimda\\u{2069}"},
      {"ad\xE2\x80\x8Bmin\xEF\xBB\xBF", "ad\\u{200b}min\\u{feff}"},
      // spreadsheets
      {"=HYPERLINK(\"http://e.example\",\"x\")", "=HYPERLINK(\"http://e.example\",\"x\")", true},
      {"+1", "+1", true},
      {"-2+3", "-2+3", true},
      {"@SUM(A1)", "@SUM(A1)", true},
      {"\t=1", "\\u{9}=1", true},
      plain("a,b;c\"d\"\"e"),
  };
}

/// A name in every place of a report that a configuration can fill.
Report report_about(const std::string& name) {
  Report report = testing::report_about(name);
  report.after = {name, "", ""};
  report.sources = {name};
  report.population.unknowns = {name};
  report.same = {report.edits.front()};
  report.edits.front().origin =
      ReportOrigin{OriginKind::Commits, {{std::string(40, 'a'), name, name, ""}}, false};
  report.guardrails.front().unit = "gained.users";
  report.guardrails.front().actual = 1;
  report.approvals.emplace();
  report.approvals->reason = name;
  report.approvals->entries = {{name, "absent", 1, {name, 1, 1}}};
  report.findings.front().failing = {0};
  report.findings.front().owners = OwnersText{name, name};
  Diagnostic warning;
  warning.severity = Severity::Warning;
  warning.code = "unknown-group";
  warning.message = name;
  report.warnings = {warning};
  return report;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

/// As JSON has it, where bytes that are no UTF-8 have no place.
std::string in_json(const HostileName& hostile) {
  return contains(hostile.shown, "\\x{") ? "invalid\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD utf-8"
                                         : hostile.name;
}

TextOptions whole_text() {
  TextOptions options;
  options.limit = 0;
  options.expand = options.causes = options.same = true;
  return options;
}

void check_text(const Report& report, const HostileName& hostile) {
  for (const std::string& text : {write_text(report, whole_text()), write_stat(report, {}),
                                  write_oneline(report, {}), write_name_only(report)}) {
    CHECK(testing::is_plain_text(text));
    CHECK(contains(text, hostile.shown));
    CHECK(testing::parse_workflow_commands(text).empty());
    CHECK(!contains(text, "##["));
  }
}

void check_json(const Report& report, const HostileName& hostile) {
  const std::string text = write_json(report, 0, "0.0");
  CHECK(testing::is_plain_text(text));
  const Json read = Json::parse(text);
  const Json& finding = read.at("findings").at(0);
  CHECK(finding.at("identities").at("ids") == Json({in_json(hostile)}));
  CHECK(finding.at("resources").at("ids") == Json({in_json(hostile)}));
  CHECK(finding.at("witness").at("identity") == in_json(hostile));
  CHECK(read.at("edits").at(0).at("what") == in_json(hostile));
  CHECK(read.at("edits").at(0).at("before").at("file") == in_json(hostile));
}

void check_jsonl(const Report& report, const HostileName& hostile) {
  std::istringstream lines(write_jsonl(report, 0, "0.0"));
  std::vector<Json> read;
  for (std::string line; std::getline(lines, line);) {
    CHECK(testing::is_plain_text(line));
    read.push_back(Json::parse(line));
  }
  REQUIRE(read.size() == 3);
  CHECK(read[1].at("identities").at("ids") == Json({in_json(hostile)}));
}

/// Links of prose are broken up.
std::string in_prose(const HostileName& hostile) {
  return replaced(hostile.shown, "](", "]\\u{28}");
}

void check_sarif(const Report& report, const HostileName& hostile) {
  const std::string text = write_sarif(report, {0, "0.0"});
  CHECK(testing::is_plain_text(text));
  const Json run = Json::parse(text).at("runs").at(0);
  REQUIRE(!run.at("results").empty());
  const Json& result = run.at("results").at(0);
  CHECK(contains(result.at("message").at("text").get<std::string>(), in_prose(hostile)));
  const std::string uri =
      result.at("locations").at(0).at("physicalLocation").at("artifactLocation").at("uri");
  CHECK(uri.find_first_of(" <>\"'`:?#") == std::string::npos);
  CHECK(testing::percent_decoded(uri) == hostile.name);
}

void check_gitlab(const Report& report, const HostileName& hostile) {
  const std::string text = write_gitlab(report);
  CHECK(testing::is_plain_text(text));
  const Json read = Json::parse(text);
  REQUIRE(!read.empty());
  CHECK(contains(read.at(0).at("description").get<std::string>(), hostile.shown));
  CHECK(read.at(0).at("location").at("path") == in_json(hostile));
}

void check_rdjsonl(const Report& report, const HostileName& hostile) {
  std::istringstream lines(write_rdjsonl(report));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const Json read = Json::parse(line);
    CHECK(testing::is_plain_text(line));
    if (count == 0) CHECK(contains(read.at("message").get<std::string>(), hostile.shown));
    CHECK(read.at("location").at("path") == in_json(hostile));
  }
  CHECK(count == annotations_of(report).size());
}

void check_csv(const Report& report, const HostileName& hostile) {
  const std::string text = write_csv(report);
  CHECK(testing::is_plain_text(text));
  const auto rows = testing::parse_csv(text);
  REQUIRE(rows.has_value());
  REQUIRE(rows->size() == 2);
  const std::string cell = (hostile.is_formula ? "'" : "") + hostile.shown;
  const std::vector<std::string>& row = rows->back();
  REQUIRE(row.size() == rows->front().size());
  CHECK(row[2] == cell);
  CHECK(row[3] == cell);
  for (const std::string& one : row)
    CHECK((one.empty() || std::string_view("=+-@\t").find(one.front()) == std::string_view::npos));
}

void check_junit(const Report& report, const HostileName& hostile) {
  const std::string text = write_diff_junit(report);
  CHECK(testing::is_plain_text(text));
  const auto elements = testing::parse_xml(text);
  REQUIRE(elements.has_value());
  const auto is_told = [&](const testing::Element& element) {
    return element.name == "testcase" && contains(element.text, hostile.shown);
  };
  CHECK(std::ranges::any_of(*elements, is_told));
}

void check_github(const Report& report, const HostileName& hostile) {
  const std::string text = write_github(report, write_text(report, whole_text()));
  CHECK(testing::is_plain_text(text));
  CHECK(!contains(text, "##["));
  const auto commands = testing::parse_workflow_commands(text);
  REQUIRE(commands.size() == 2 + annotations_of(report).size());
  CHECK(commands[0].name == "group");
  CHECK(commands[1].name == "endgroup");
  CHECK(contains(commands[2].message, hostile.shown));
}

/// A comment has no elements but its own, and names are nowhere but in code.
void check_markdown(const Report& report, const HostileName& hostile) {
  const std::string text = write_markdown(report, {"default", 60'000, "0.0"});
  CHECK(testing::is_plain_text(text));
  const auto html = testing::markdown_to_html(text);
  if (!html) return;
  const auto elements = testing::parse_xml("<root>" + replaced(*html, "<br>", "<br/>") + "</root>");
  REQUIRE(elements.has_value());
  static const std::set<std::string> kOwn = {"root", "h3", "p",   "table",   "thead",   "tbody",
                                             "tr",   "th", "td",  "code",    "pre",     "ul",
                                             "li",   "br", "sub", "details", "summary", "strong"};
  bool is_told = false;
  for (const testing::Element& element : *elements) {
    CHECK_MESSAGE(kOwn.contains(element.name), element.name);
    is_told = is_told || (element.name == "code" &&
                          contains(element.text, replaced(hostile.shown, "|", "\\u{7c}")));
    if (element.name == "strong") CHECK(!contains(element.text, hostile.shown));
  }
  CHECK(is_told);
}

void check_html(const Report& report, const HostileName& hostile) {
  const std::string page = write_html(report, "0.0");
  CHECK(testing::is_plain_text(page));
  static const std::string kStart = "id=\"data\">";
  const std::size_t begin = page.find(kStart) + kStart.size();
  const Json data = Json::parse(page.substr(begin, page.find("</script>", begin) - begin));
  CHECK(data.at("names") == Json({hostile.shown}));
}

void check_expected(const Report& report) { CHECK(testing::is_plain_text(write_expected(report))); }

TEST_CASE("hostile names: every format is read back by its readers, and no name does anything") {
  for (const HostileName& hostile : hostile_names()) {
    CAPTURE(hostile.shown);
    const Report report = report_about(hostile.name);
    check_text(report, hostile);
    check_json(report, hostile);
    check_jsonl(report, hostile);
    check_sarif(report, hostile);
    check_gitlab(report, hostile);
    check_rdjsonl(report, hostile);
    check_csv(report, hostile);
    check_junit(report, hostile);
    check_github(report, hostile);
    check_markdown(report, hostile);
    check_html(report, hostile);
    check_expected(report);
  }
}

TEST_CASE("hostile names: 64 KiB are whole for programs and short for people") {
  const std::string name = std::string(65'535, 'n') + "\x1b";
  const Report report = report_about(name);
  const Json read = Json::parse(write_json(report, 0, "0.0"));
  CHECK(read.at("findings").at(0).at("identities").at("ids") == Json({name}));
  CHECK(testing::parse_csv(write_csv(report))->back()[2].size() == 65'535 + 6);
  CHECK(testing::parse_xml(write_diff_junit(report)).has_value());
  CHECK(Json::parse(write_sarif(report, {0, "0.0"})).at("runs").size() == 1);
  CHECK(Json::parse(write_gitlab(report)).size() == annotations_of(report).size());
  CHECK(testing::parse_workflow_commands(write_github(report, "")).size() ==
        2 + annotations_of(report).size());
  TextOptions text;
  text.color = true;
  CHECK(write_text(report, text).size() < 10'000);
  CHECK(write_oneline(report, {}).size() < 10'000);
  const std::string comment = write_markdown(report, {"default", 60'000, "0.0"});
  CHECK(comment.size() <= 60'000);
  CHECK(contains(comment, "…"));
  CHECK(write_html(report, "0.0").size() < write_html(report_about("n"), "0.0").size() + 65'536);
}

}  // namespace
}  // namespace accessdrift
