#include "cli/commands/test.h"

#include <algorithm>
#include <utility>

#include "accessdrift/query/explain.h"
#include "accessdrift/report/tests.h"
#include "accessdrift/report/write_explain.h"
#include "cli/bug.h"
#include "cli/failure.h"
#include "cli/one_side.h"
#include "cli/progress.h"
#include "cli/report_side.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

/// Why a request that should be decided otherwise is decided so; nothing if the interpreter decides
/// it as the test wants it.
std::optional<std::string> trace_of(const Snapshot& snapshot, const TestFailure& failure,
                                    bool is_can, bool color) {
  const Interpreter interpreter(snapshot);
  const Explanation explanation =
      explain(interpreter, snapshot,
              {failure.identity, failure.action, failure.resource, failure.attributes});
  const Outcome expected = is_can ? Outcome::Deny : Outcome::Allow;
  if (explanation.decision.outcome != expected) return std::nullopt;
  return write_explain_text(explanation, snapshot, {}, {color});
}

/// Nothing if the two evaluations disagree; then `bug` says on what.
std::optional<TestReport> make_report(const TestOptions& options, const OneSide& side, bool color,
                                      std::string& bug) {
  const Snapshot& snapshot = side.snapshot();
  TestReport report;
  report.side = report_side(side.side());
  report.at = options.from;
  std::vector<TestResult> results = run_tests(side.loaded.snapshot, options.from);
  for (std::size_t t = 0; t < results.size(); ++t) {
    TestReport::Row row{test_text(snapshot, t), place_text(snapshot.tests[t].key()),
                        std::move(results[t])};
    if (row.result.failure) {
      const TestFailure& failure = *row.result.failure;
      auto trace = trace_of(snapshot, failure, snapshot.tests[t]->is_can, color);
      if (!trace) {
        bug = failure.identity + ", " + failure.action + " on " + failure.resource;
        return std::nullopt;
      }
      row.trace = std::move(*trace);
    }
    report.rows.push_back(std::move(row));
  }
  return report;
}

std::string written(const TestReport& report, Format format, bool color) {
  if (format == Format::Json) return write_tests_json(report, tool_version());
  if (format == Format::Junit) return write_tests_junit(report);
  return write_tests_text(report, color);
}

ExitCode exit_code(const TestReport& report) {
  const auto any = [&](bool (*is_so)(TestResult::Kind)) {
    return std::ranges::any_of(report.rows,
                               [&](const TestReport::Row& row) { return is_so(row.result.kind); });
  };
  if (any(is_failed)) return ExitCode::NotGood;
  return any(is_undecided) ? ExitCode::Undecided : ExitCode::Good;
}

}  // namespace

ExitCode run(const TestOptions& options, Streams& streams) {
  Progress progress(streams, "reading");
  Loader loader(options.project, options.sources, options.versions);
  const Result<OneSide> side = load_one_side(loader, options.side);
  progress.stop();
  if (!side) return fail(streams, side.error(), options.color);
  warn(streams, side->loaded.warnings, options.color);
  if (side->snapshot().tests.empty()) {
    return fail(streams,
                {error_without_place("no-tests", "the configuration has no `tests`",
                                     "see accessdrift rules no-tests")},
                options.color);
  }
  const bool color = options.format == Format::Text &&
                     uses_color(options.color, streams.out_is_terminal(), read_color_environment());
  std::string bug;
  const std::optional<TestReport> report = make_report(options, *side, color, bug);
  if (!report) return report_bug(streams, bug);
  streams.out(written(*report, options.format, color));
  return ended(exit_code(*report), options.exits, streams);
}

}  // namespace accessdrift::cli
