#include "accessdrift/report/findings_json.h"

#include "accessdrift/report/answer_json.h"
#include "accessdrift/report/finding_code.h"
#include "accessdrift/report/origin_json.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/set_json.h"

namespace accessdrift {
namespace {

void write_count(JsonWriter& json, const Report::Count& count) {
  json.begin_object()
      .key("identities")
      .count(count.identities)
      .key("resources")
      .count(count.resources);
  json.key("entitlements").count(count.entitlements).end_object();
}

Report::Count count_of(const Report& report, ChangeKind kind) {
  const auto found = report.summary.find(kind);
  return found == report.summary.end() ? Report::Count{} : found->second;
}

void write_witness(JsonWriter& json, const std::optional<WitnessText>& witness) {
  if (!witness) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("identity")
      .text(witness->identity)
      .key("action")
      .text(witness->action)
      .key("resource")
      .text(witness->resource);
  if (!witness->url.empty()) json.key("method").text(witness->method).key("url").text(witness->url);
  json.key("attributes");
  write_attributes(json, witness->attributes);
  json.key("world");
  write_attributes(json, witness->world);
  if (!witness->world.empty()) json.key("all_worlds").boolean(witness->serves_all_worlds);
  json.key("before").text(witness->before_allows ? "allow" : "deny");
  json.key("after").text(witness->after_allows ? "allow" : "deny");
  json.end_object();
}

void write_owner(JsonWriter& json, std::string_view key, const std::string& owner) {
  json.key(key);
  owner.empty() ? json.null() : json.text(owner);
}

std::vector<std::string> patterns_of(const ReportFinding& finding) {
  std::vector<std::string> patterns;
  patterns.reserve(finding.urls.size());
  for (const UrlText& url : finding.urls) patterns.push_back(url.pattern);
  return patterns;
}

std::vector<std::string> ids_of(const Report& report, const std::vector<std::size_t>& edits) {
  std::vector<std::string> ids;
  ids.reserve(edits.size());
  for (const std::size_t edit : edits) ids.push_back(report.edits[edit].id);
  return ids;
}

/// An edit of a cause; `likewise` are those of others' own.
void write_edit_of_cause(JsonWriter& json, const Report& report, const ReportCause& cause,
                         const ReportEditSet& set, std::size_t place) {
  const ReportEdit& edit = report.edits[place];
  json.begin_object();
  write_edit(json, edit);
  write_commit_of(json, edit);
  std::vector<std::size_t> others;
  for (const ReportCause::Own& own : cause.own) {
    if (own.edit != place) continue;
    for (const auto& [identity, other] : own.of) {
      if (other != place) others.push_back(other);
    }
  }
  if (!others.empty()) json.key("likewise").texts(ids_of(report, others));
  json.key("prerequisites").texts(ids_of(report, set.prerequisites));
  json.end_object();
}

void write_cause(JsonWriter& json, const Report& report, const std::optional<ReportCause>& cause) {
  static const ReportCause kNone;
  const ReportCause& told = cause ? *cause : kNone;
  json.key("because").begin_array();
  for (const ReportEditSet& set : told.because) {
    json.begin_array();
    for (const std::size_t edit : set.edits) write_edit_of_cause(json, report, told, set, edit);
    json.end_array();
  }
  json.end_array();
  json.key("more_causes").boolean(told.has_more);
  json.key("causes_searched").text(!cause ? "no" : (told.is_complete ? "all" : "small"));
  json.key("undo").texts(ids_of(report, told.undo.edits));
}

}  // namespace

void write_summary(JsonWriter& json, const Report& report) {
  json.begin_object();
  for (const ChangeKind kind : {ChangeKind::Gained, ChangeKind::Lost, ChangeKind::Widened,
                                ChangeKind::Narrowed, ChangeKind::Shifted}) {
    json.key(to_text(kind));
    write_count(json, count_of(report, kind));
  }
  json.key("may");
  write_count(json, report.may);
  json.key("equal_edited_policies").count(equal_policies(report));
  json.end_object();
}

void write_finding(JsonWriter& json, const Report& report, const ReportFinding& finding) {
  json.begin_object();
  json.key("digest").text(finding.digest);
  json.key("kind").text(to_text(finding.kind)).key("certainty").text(to_text(finding.certainty));
  json.key("level")
      .text(level_text(finding))
      .key("code")
      .text(code_of(finding))
      .key("surface")
      .text(finding.surface);
  json.key("public").boolean(finding.is_public);
  json.key("identities");
  write_set(json, finding.identities);
  json.key("resources");
  write_set(json, finding.resources);
  json.key("actions").texts(texts_of(finding.actions)).key("urls").texts(patterns_of(finding));
  if (!finding.takes_effect.empty()) json.key("takes_effect").text(finding.takes_effect);
  if (!finding.unknowns.empty()) json.key("hinges_on").texts(finding.unknowns);
  if (!finding.folded_into.empty()) json.key("folded_into").text(finding.folded_into);
  if (finding.worlds.kind == AnswerText::Kind::When) {
    json.key("worlds");
    write_answer(json, finding.worlds);
  }
  if (finding.owners) {
    json.key("owners").begin_object();
    write_owner(json, "before", finding.owners->before);
    write_owner(json, "after", finding.owners->after);
    json.end_object();
  }
  json.key("before");
  write_answer(json, finding.before);
  json.key("after");
  write_answer(json, finding.after);
  json.key("gained");
  write_answer(json, finding.gained);
  json.key("lost");
  write_answer(json, finding.lost);
  json.key("witness");
  write_witness(json, finding.witness);
  if (finding.requests) {
    json.key("requests");
    write_answer(json, *finding.requests);
  }
  write_cause(json, report, finding.cause);
  json.end_object();
}

void write_findings(JsonWriter& json, const Report& report) {
  json.begin_array();
  for (const ReportFinding& finding : report.findings) write_finding(json, report, finding);
  json.end_array();
}

void write_edits(JsonWriter& json, const std::vector<ReportEdit>& edits, const LinesTold& lines) {
  json.begin_array();
  for (const ReportEdit& edit : edits) {
    json.begin_object();
    write_edit(json, edit);
    if (lines.imply(edit)) json.key("implied").boolean(true);
    write_origin(json, edit);
    json.end_object();
  }
  json.end_array();
}

}  // namespace accessdrift
