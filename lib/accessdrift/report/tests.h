#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/gate/tests.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// What `test` has to say about a side.
struct TestReport {
  struct Row {
    std::string text;  ///< what is tested
    PlaceText place;
    TestResult result;
    std::string trace = {};  ///< of a failure: why the request is decided so, for a terminal
  };
  ReportSide side;
  Instant at = kFirstInstant;
  std::vector<Row> rows;  ///< in the order of the files

  [[nodiscard]] std::size_t count(TestResult::Kind kind) const;
};

/// `passes`, `fails`, `undecided`, `nobody`, `no-request`, `not-checked`
[[nodiscard]] std::string_view to_text(TestResult::Kind kind);
/// Whether it neither passes nor is undecided: a test that tests nothing does not pass.
[[nodiscard]] bool is_failed(TestResult::Kind kind);
/// Neither passed nor failed.
[[nodiscard]] bool is_undecided(TestResult::Kind kind);

/// Those that do not pass, each with a request and why it is decided so, and a line of counts.
[[nodiscard]] std::string write_tests_text(const TestReport& report, bool color);
[[nodiscard]] std::string write_tests_json(const TestReport& report, std::string_view tool_version);
/// JUnit's XML: one test suite, one case a test, named by what it tests; of several that test the
/// same the later ones are numbered.
[[nodiscard]] std::string write_tests_junit(const TestReport& report);

}  // namespace accessdrift
