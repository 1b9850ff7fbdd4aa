#include "accessdrift/report/gate_json.h"

#include <algorithm>
#include <initializer_list>

#include "accessdrift/base/time_text.h"
#include "accessdrift/report/place_json.h"

namespace accessdrift {
namespace {

/// Null of what stands in no file.
void write_place_if_any(JsonWriter& json, const PlaceText& place) {
  if (place.line == 0) {
    json.null();
  } else {
    write_place(json, place);
  }
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

void write_guardrails(JsonWriter& json, const Report& report) {
  json.key("guardrails").begin_array();
  for (const ReportGuardrail& guardrail : report.guardrails) {
    json.begin_object().key("name").text(guardrail.name).key("unit").text(guardrail.unit);
    json.key("level").text(to_text(guardrail.level)).key("limit").count(guardrail.limit);
    json.key("actual").count(guardrail.actual).key("at_most").count(guardrail.at_most);
    json.key("unexpected").count(guardrail.unexpected);
    json.key("pass").boolean(!guardrail.fails()).key("at");
    write_place_if_any(json, guardrail.place);
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

}  // namespace

void write_gate(JsonWriter& json, const Report& report) {
  write_guardrails(json, report);
  write_invariants(json, report.invariants);
  json.key("approvals");
  write_approvals(json, report);
}

}  // namespace accessdrift
