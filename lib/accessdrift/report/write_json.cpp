#include <algorithm>
#include <initializer_list>

#include "accessdrift/base/time_text.h"
#include "accessdrift/report/document_head.h"
#include "accessdrift/report/findings_json.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/render_diagnostics.h"
#include "accessdrift/report/verdict.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

void write_tests(JsonWriter& json, const std::vector<ReportTest>& tests) {
  const auto result = [&](std::string_view key, const std::string& text) {
    json.key(key);
    if (text.empty()) {
      json.null();
    } else {
      json.text(text);
    }
  };
  json.begin_array();
  for (const ReportTest& test : tests) {
    json.begin_object().key("test").text(test.text);
    result("before", test.was);
    result("after", test.is);
    json.key("at");
    write_place(json, test.place);
    json.end_object();
  }
  json.end_array();
}

void write_inputs(JsonWriter& json, const Report& report) {
  json.begin_object();
  json.key("before");
  write_side(json, report.before);
  json.key("after");
  write_side(json, report.after);
  json.key("mode").text(report.mode);
  json.key("files_changed")
      .count(report.files_changed)
      .key("files_ignored")
      .count(report.files_ignored);
  json.key("filters").texts(report.filters);
  json.end_object();
}

void write_population(JsonWriter& json, const Report& report) {
  const Report::Population& population = report.population;
  json.begin_object();
  json.key("identities").count(population.identities);
  json.key("groups").count(population.groups);
  json.key("resources").count(population.resources);
  json.key("directory").text(population.is_closed ? "closed" : "open");
  json.key("sources").texts(report.sources);
  if (population.from) json.key("from").text(to_text(Value{Time{*population.from}}));
  json.key("unknowns").texts(population.unknowns);
  json.key("paired").begin_array();
  for (const PairedIds& pair : report.paired) {
    json.begin_object()
        .key("kind")
        .text(pair.kind)
        .key("before")
        .text(pair.before)
        .key("after")
        .text(pair.after)
        .key("by")
        .text(pair.by)
        .end_object();
  }
  json.end_array();
  json.end_object();
}

std::string_view result_of(int exit_code) {
  constexpr int kUndecided = 3;
  if (exit_code == 0) return "pass";
  return exit_code == kUndecided ? "undecided" : "fail";
}

/// Of each entry what it says and where it stands, by what became of it.
void write_entries(JsonWriter& json, const Report& report,
                   std::initializer_list<std::string_view> statuses) {
  json.begin_array();
  for (const ReportExpected& entry :
       report.approvals ? report.approvals->entries : std::vector<ReportExpected>()) {
    if (std::ranges::find(statuses, entry.status) == statuses.end()) continue;
    json.begin_object().key("entry").text(entry.text).key("status").text(entry.status);
    json.key("users").count(entry.users).key("at");
    write_place(json, entry.place);
    json.end_object();
  }
  json.end_array();
}

void write_approvals(JsonWriter& json, const Report& report) {
  json.begin_object();
  if (report.approvals) {
    const ReportApprovals& approvals = *report.approvals;
    json.key("change").text(approvals.reason).key("expires").text(approvals.expires);
    json.key("judged_at").text(to_text(approvals.now));
    json.key("strict").boolean(approvals.is_strict);
    json.key("not_expected").count(approvals.unexpected);
    json.key("not_expected_may").count(approvals.unexpected_may);
  }
  json.key("used");
  write_entries(json, report, {"used"});
  json.key("unused");
  write_entries(json, report, {"absent", "miscounted", "spent"});
  json.key("expired");
  write_entries(json, report, {"expired"});
  json.key("needs").begin_array();
  for (const ReportNeed& need : report.needs) {
    json.begin_object().key("code").text(need.code).key("what").text(need.what);
    json.key("entry")
        .text(need.key + ": " + need.name)
        .key("approved")
        .boolean(need.is_approved)
        .end_object();
  }
  json.end_array();
  json.end_object();
}

void write_verdict(JsonWriter& json, const Report& report, int exit_code) {
  json.begin_object();
  json.key("result").text(result_of(exit_code)).key("exit").integer(exit_code);
  json.key("reasons").begin_array();
  for (const std::string& reason : reasons(report)) json.text(reason);
  json.end_array();
  json.end_object();
}

void write_guardrails(JsonWriter& json, const Report& report) {
  json.key("guardrails").begin_array();
  for (const ReportGuardrail& guardrail : report.guardrails) {
    json.begin_object().key("name").text(guardrail.name).key("unit").text(guardrail.unit);
    json.key("level").text(to_text(guardrail.level)).key("limit").count(guardrail.limit);
    json.key("actual").count(guardrail.actual).key("at_most").count(guardrail.at_most);
    json.key("unexpected").count(guardrail.unexpected);
    json.key("pass").boolean(!guardrail.fails()).key("at");
    write_place(json, guardrail.place);
    json.end_object();
  }
  json.end_array();
  if (report.guardrails.empty()) return;
  json.key("guardrails_of").text(report.are_guardrails_of_after ? "after" : "before");
}

void write_invariants(JsonWriter& json, const std::vector<ReportInvariant>& invariants) {
  json.key("always").begin_array();
  for (const ReportInvariant& invariant : invariants) {
    json.begin_object().key("invariant").text(invariant.text).key("why").text(invariant.why);
    json.key("result").text(invariant.result).key("failing").text(invariant.failing).key("at");
    write_place(json, invariant.place);
    json.end_object();
  }
  json.end_array();
}

void write_body(JsonWriter& json, const Report& report) {
  json.key("findings");
  write_findings(json, report);
  json.key("edits");
  write_edits(json, report.edits);
  json.key("same");
  write_edits(json, report.same);
  json.key("tests");
  write_tests(json, report.tests);
  write_guardrails(json, report);
  write_invariants(json, report.invariants);
  json.key("approvals");
  write_approvals(json, report);
  json.key("diagnostics");
  write_diagnostics(json, report.warnings);
  json.key("limits_hit").texts(report.limits_hit);
  json.key("digest").text(report.digest);
}

}  // namespace

std::string write_json(const Report& report, int exit_code, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "diff", tool_version);
  json.key("inputs");
  write_inputs(json, report);
  json.key("population");
  write_population(json, report);
  json.key("verdict");
  write_verdict(json, report, exit_code);
  json.key("summary");
  write_summary(json, report);
  write_body(json, report);
  json.end_object();
  return json.take();
}

}  // namespace accessdrift
