#include <fmt/format.h>

#include "accessdrift/report/junit.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/verdict.h"
#include "accessdrift/report/write_ci.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

/// It was made; whether it is good guardrails and tests say.
JunitCase comparison_case(const Report& report) {
  TextOptions options;
  options.limit = 1'000;
  JunitCase made{"access drift", side_text(report.before) + " -> " + side_text(report.after)};
  made.output = write_oneline(report, options);
  return made;
}

JunitCase guardrail_case(const ReportGuardrail& guardrail) {
  JunitCase made{"guardrails", fmt::format("{}: {}", guardrail.name, guardrail.unit)};
  made.message = to_text(guardrail);
  if (guardrail.fails() && guardrail.level != GuardLevel::Warn) {
    made.result = JunitCase::Result::Failed;
  } else if (guardrail.fails()) {
    made.result = JunitCase::Result::Skipped;
    made.message = "only warned of: " + made.message;
  } else if (guardrail.is_undecided()) {
    made.result = JunitCase::Result::Skipped;
    made.message = "undecided: " + made.message;
  }
  return made;
}

JunitCase reason_case(const GateReason& reason) {
  JunitCase made{"gate", to_text(reason)};
  made.message = to_text(reason);
  made.result =
      reason.verdict == Verdict::Fails ? JunitCase::Result::Failed : JunitCase::Result::Skipped;
  return made;
}

JunitCase changed_test_case(const ReportTest& test) {
  JunitCase made{test.place.file, test.text};
  made.message = test_word(test);
  if (test.is.empty() || test.is == "undecided" || test.is == "not-checked") {
    made.result = JunitCase::Result::Skipped;
  } else if (test.is != "passes") {
    made.result = JunitCase::Result::Failed;
  }
  return made;
}

}  // namespace

std::string write_diff_junit(const Report& report) {
  std::vector<JunitCase> cases = {comparison_case(report)};
  for (const ReportGuardrail& guardrail : report.guardrails)
    cases.push_back(guardrail_case(guardrail));
  for (const GateReason& reason : gate_reasons(report)) {
    if (!reason.guardrail) cases.push_back(reason_case(reason));
  }
  for (const ReportTest& test : report.tests) cases.push_back(changed_test_case(test));
  return junit_xml(cases);
}

}  // namespace accessdrift
