#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "accessdrift/base/time_text.h"
#include "accessdrift/report/answer_json.h"
#include "accessdrift/report/color.h"
#include "accessdrift/report/document_head.h"
#include "accessdrift/report/junit.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/tests.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

using Kind = TestResult::Kind;

std::string indented(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) out += std::string(indent) + std::string(text.substr(0, end));
    out += "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// Plain text; the caller escapes.
std::string why(const TestReport::Row& row) {
  switch (row.result.kind) {
    case Kind::Passes:
      return {};
    case Kind::Fails:
      return fmt::format("{} of {} fail", row.result.failed, row.result.checked);
    case Kind::Undecided:
      return fmt::format("{} of {} pass or fail by what is not visible here", row.result.failed,
                         row.result.checked);
    case Kind::NobodyMeant:
      return "it names nobody who can sign in";
    case Kind::NoRequest:
      return "no request satisfies its condition";
    case Kind::NotChecked:
      return "over the limit of what can be analysed";
  }
  return {};
}

std::string row_text(const TestReport::Row& row, const Palette& palette) {
  const bool fails = is_failed(row.result.kind);
  std::string out =
      "\n" + palette.paint(fails ? Tone::Loss : Tone::Notice, fails ? "FAIL" : "OPEN") + "  " +
      shown_text(row.text, true) + "\n      " + shown_name(row.place.file) +
      fmt::format(":{}:{}", row.place.line, row.place.column) + "   " + why(row) + "\n";
  if (row.result.failure) {
    const TestFailure& failure = *row.result.failure;
    out += fmt::format("      {}, {} on {}:\n", shown_name(failure.identity),
                       shown_name(failure.action), shown_name(failure.resource));
  }
  return out + indented(row.trace, "      ");
}

std::string counts(const TestReport& report) {
  std::size_t failed = 0, undecided = 0;
  for (const TestReport::Row& row : report.rows) {
    failed += is_failed(row.result.kind) ? 1U : 0U;
    undecided += is_undecided(row.result.kind) ? 1U : 0U;
  }
  std::string out = counted(report.rows.size(), "test", "tests") + ": " +
                    grouped(report.count(Kind::Passes)) + " passed";
  if (failed > 0) out += ", " + grouped(failed) + " failed";
  if (undecided > 0) out += ", " + grouped(undecided) + " undecided";
  return out + "\n";
}

void write_failure(JsonWriter& json, const std::optional<TestFailure>& failure) {
  if (!failure) {
    json.null();
    return;
  }
  json.begin_object().key("identity").text(failure->identity).key("action").text(failure->action);
  json.key("resource").text(failure->resource).key("attributes");
  write_attributes(json, failure->attributes);
  json.end_object();
}

JunitCase case_of(const TestReport::Row& row) {
  JunitCase made{row.place.file, row.text};
  if (is_failed(row.result.kind)) made.result = JunitCase::Result::Failed;
  if (is_undecided(row.result.kind)) made.result = JunitCase::Result::Skipped;
  made.message = why(row);
  made.details = row.trace;
  return made;
}

}  // namespace

std::size_t TestReport::count(Kind kind) const {
  return static_cast<std::size_t>(
      std::ranges::count(rows, kind, [](const Row& row) { return row.result.kind; }));
}

std::string_view to_text(Kind kind) {
  switch (kind) {
    case Kind::Passes:
      return "passes";
    case Kind::Fails:
      return "fails";
    case Kind::Undecided:
      return "undecided";
    case Kind::NobodyMeant:
      return "nobody";
    case Kind::NoRequest:
      return "no-request";
    case Kind::NotChecked:
      return "not-checked";
  }
  return {};
}

bool is_failed(Kind kind) {
  return kind == Kind::Fails || kind == Kind::NobodyMeant || kind == Kind::NoRequest;
}
bool is_undecided(Kind kind) { return kind == Kind::Undecided || kind == Kind::NotChecked; }

std::string write_tests_text(const TestReport& report, bool color) {
  const Palette palette(color);
  std::string out = palette.paint(Tone::Heading, "access tests") + "   " + side_text(report.side) +
                    "   at " + to_text(report.at) + "\n";
  for (const TestReport::Row& row : report.rows) {
    if (row.result.kind != Kind::Passes) out += row_text(row, palette);
  }
  return out + "\n" + counts(report);
}

std::string write_tests_json(const TestReport& report, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "test", tool_version);
  json.key("side");
  write_side(json, report.side);
  json.key("at").text(to_text(report.at));
  json.key("tests").begin_array();
  for (const TestReport::Row& row : report.rows) {
    json.begin_object().key("test").text(row.text);
    json.key("file").text(row.place.file).key("line").count(row.place.line);
    json.key("column").count(row.place.column).key("result").text(to_text(row.result.kind));
    json.key("checked").count(row.result.checked).key("failed").count(row.result.failed);
    json.key("failure");
    write_failure(json, row.result.failure);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string write_tests_junit(const TestReport& report) {
  std::vector<JunitCase> cases;
  cases.reserve(report.rows.size());
  std::ranges::transform(report.rows, std::back_inserter(cases), case_of);
  return junit_xml(cases);
}

}  // namespace accessdrift
