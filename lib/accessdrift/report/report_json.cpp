#include "accessdrift/report/report_json.h"

#include "accessdrift/report/document_head.h"
#include "accessdrift/report/findings_json.h"
#include "accessdrift/report/gate_json.h"
#include "accessdrift/report/lines_told.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/render_diagnostics.h"
#include "accessdrift/report/verdict.h"

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
  if (!report.project.empty()) json.key("project").text(report.project);
  if (!report.given_sources.empty()) json.key("given_sources").texts(report.given_sources);
  if (!report.versions.empty()) {
    json.key("versions").begin_array();
    for (const ReportVersion& version : report.versions) {
      json.begin_object().key("format").text(version.format);
      if (!version.before.empty()) json.key("before").text(version.before);
      if (!version.after.empty()) json.key("after").text(version.after);
      json.key("given").boolean(!version.given.empty()).end_object();
    }
    json.end_array();
  }
  json.key("files_changed")
      .count(report.files_changed)
      .key("files_ignored")
      .count(report.files_ignored);
  json.key("filters").texts(report.filters);
  if (!report.redacted.empty()) json.key("redacted").text(report.redacted);
  json.end_object();
}

void write_shrunk(JsonWriter& json, const Report& report) {
  json.begin_array();
  for (const ReportShrunk& shrunk : report.shrunk) {
    json.begin_object().key("format").text(shrunk.format).key("what").text(shrunk.what);
    if (!shrunk.group.empty()) json.key("group").text(shrunk.group);
    json.key("before").count(shrunk.before).key("lost").count(shrunk.lost);
    json.key("side").text(shrunk.is_place_gone ? "before" : "after").key("at");
    write_place(json, shrunk.place);
    json.end_object();
  }
  json.end_array();
}

void write_population(JsonWriter& json, const Report& report) {
  const Report::Population& population = report.population;
  json.begin_object();
  json.key("identities").count(population.identities);
  json.key("groups").count(population.groups);
  json.key("resources").count(population.resources);
  json.key("directory").text(population.is_closed ? "closed" : "open");
  json.key("sources").texts(report.sources);
  json.key("formats").begin_object();
  for (const auto& [format, files] : report.files_by_format) json.key(format).count(files);
  json.end_object();
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
  json.key("shrunk");
  write_shrunk(json, report);
  json.end_object();
}

std::string_view result_of(int exit_code) {
  constexpr int kUndecided = 3;
  if (exit_code == 0) return "pass";
  return exit_code == kUndecided ? "undecided" : "fail";
}

void write_verdict(JsonWriter& json, const Report& report, int exit_code) {
  json.begin_object();
  json.key("result").text(result_of(exit_code)).key("exit").integer(exit_code);
  json.key("reasons").begin_array();
  for (const GateReason& reason : gate_reasons(report)) {
    if (reason.verdict != Verdict::Passes) json.text(to_text(reason));
  }
  json.end_array();
  json.end_object();
}

}  // namespace

void write_report_head(JsonWriter& json, const Report& report, std::string_view tool_version) {
  write_document_head(json, "diff", tool_version);
  json.key("inputs");
  write_inputs(json, report);
  json.key("population");
  write_population(json, report);
}

void write_report_verdict(JsonWriter& json, const Report& report, int exit_code) {
  json.key("verdict");
  write_verdict(json, report, exit_code);
  json.key("summary");
  write_summary(json, report);
}

void write_report_rest(JsonWriter& json, const Report& report) {
  const LinesTold lines(report.edits);
  json.key("edits");
  write_edits(json, report.edits, lines);
  json.key("same");
  write_edits(json, report.same, lines);
  json.key("tests");
  write_tests(json, report.tests);
  write_gate(json, report);
  json.key("diagnostics");
  write_diagnostics(json, report.warnings);
  json.key("limits_hit").texts(report.limits_hit);
  json.key("digest").text(report.digest);
}

}  // namespace accessdrift
