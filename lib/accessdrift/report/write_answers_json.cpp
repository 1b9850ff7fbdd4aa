#include "accessdrift/report/answer_json.h"
#include "accessdrift/report/document_head.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/set_json.h"
#include "accessdrift/report/write_answers.h"

namespace accessdrift {
namespace {

void write_inputs_of_one(JsonWriter& json, const ReportSide& side) {
  json.key("inputs").begin_object().key("side");
  write_side(json, side);
  json.end_object();
}

void write_asked(JsonWriter& json, const AskedName& who) {
  json.begin_object()
      .key("asked")
      .text(who.name)
      .key("listed")
      .boolean(who.is_listed)
      .key("active")
      .boolean(who.is_active);
  const auto text_or_null = [&json](std::string_view key, const std::string& text) {
    json.key(key);
    text.empty() ? json.null() : json.text(text);
  };
  text_or_null("id", who.id);
  text_or_null("suggestion", who.suggestion);
  json.end_object();
}

}  // namespace

std::string write_check_json(const CheckReport& report, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "check", tool_version);
  write_inputs_of_one(json, report.side);
  json.key("request").begin_object().key("identity").text(report.request.identity);
  write_asked_for(json, report.request, report.by_url ? &*report.by_url : nullptr);
  json.key("attributes");
  write_attributes(json, report.request.attributes);
  json.key("not_told").texts(report.not_told).end_object();
  json.key("identity");
  write_asked(json, report.who);
  json.key("decision").text(outcome_word(report.outcome)).key("answer");
  write_answer(json, report.when);
  json.end_object();
  return json.take();
}

std::string write_who_json(const WhoReport& report, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "who", tool_version);
  write_inputs_of_one(json, report.side);
  json.key("action")
      .text(report.action)
      .key("resource")
      .text(report.resource)
      .key("rows")
      .begin_array();
  for (const WhoReport::Row& row : report.rows) {
    json.begin_object().key("identities");
    write_set(json, row.identities);
    json.key("anonymous").boolean(row.includes_anonymous).key("when");
    write_answer(json, row.when);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string write_can_json(const CanReport& report, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "can", tool_version);
  write_inputs_of_one(json, report.side);
  json.key("identity");
  write_asked(json, report.who);
  json.key("rows").begin_array();
  for (const CanReport::Row& row : report.rows) {
    json.begin_object()
        .key("resources")
        .texts(row.resources.ids)
        .key("actions")
        .texts(row.actions)
        .key("when");
    write_answer(json, row.when);
    json.end_object();
  }
  json.end_array().key("limits_hit").texts(report.limited).end_object();
  return json.take();
}

}  // namespace accessdrift
