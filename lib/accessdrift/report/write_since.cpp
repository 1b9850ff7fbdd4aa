#include <fmt/format.h>

#include "accessdrift/report/answer_json.h"
#include "accessdrift/report/document_head.h"
#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/origin_json.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/since.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/write_answers.h"

namespace accessdrift {
namespace {

constexpr std::size_t kIndent = 8;

/// Without line break.
std::string answer_before(const SinceReport& report) {
  if (!report.parent) return "deny, nothing was declared";
  if (!report.before) return "deny, there was no such thing to do";
  return answer_line(*report.before);
}

void write_decision(JsonWriter& json, const CheckReport& answer) {
  json.key("decision").text(outcome_word(answer.outcome)).key("answer");
  write_answer(json, answer.when);
}

}  // namespace

std::string since_line(const SinceReport& report) {
  const std::string all = grouped(report.commits);
  if (report.is_not_committed) return "not committed; before, on HEAD: " + answer_before(report);
  if (report.since) {
    const std::string where =
        report.parent ? "before, on " + report.parent->id.substr(0, 7) + ": " : "before: ";
    return commit_line(*report.since, report.has_gap) + "; " + where + answer_before(report);
  }
  if (report.is_bounded) return "longer than the last " + all + " commits; all: accessdrift since";
  if (report.is_cut) return "before this shallow clone begins";
  return report.commits == 1 ? std::string("ever: so in its only commit")
                             : "ever: so in all of " + all + " commits";
}

std::string write_since_text(const SinceReport& report) {
  std::string out =
      "now     " + answer_line(report.now) + "   " + side_text(report.now.side) + "\n";
  if (!report.since) {
    out += "since   " + since_line(report) + "\n";
  } else {
    out += "since   " + commit_line(*report.since, report.has_gap) + "\n" +
           edit_lines(report.because, kIndent, false) + "before  " + answer_before(report);
    if (report.parent) out += "   " + commit_line(*report.parent);
    out += "\n";
  }
  if (report.unreadable > 0)
    out += counted(report.unreadable, "commit", "commits") + " cannot be read\n";
  return out;
}

void write_since(JsonWriter& json, const SinceReport& report) {
  if (!report.since && !report.is_not_committed) {
    json.null();
    return;
  }
  json.begin_object().key("commit");
  report.since ? write_commit(json, *report.since) : static_cast<void>(json.null());
  json.key("gap").boolean(report.has_gap).key("because").begin_array();
  for (const ReportEdit& edit : report.because) {
    json.begin_object();
    write_edit(json, edit);
    json.end_object();
  }
  json.end_array().key("before").begin_object().key("commit");
  report.parent ? write_commit(json, *report.parent) : static_cast<void>(json.null());
  if (report.before) {
    write_decision(json, *report.before);
  } else {
    json.key("decision").text(outcome_word(Outcome::Deny));
  }
  json.end_object().end_object();
}

std::string write_since_json(const SinceReport& report, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "since", tool_version);
  json.key("inputs").begin_object().key("side");
  write_side(json, report.now.side);
  json.end_object();
  json.key("request").begin_object().key("identity").text(report.now.request.identity);
  write_asked_for(json, report.now.request, report.now.by_url ? &*report.now.by_url : nullptr);
  json.key("attributes");
  write_attributes(json, report.now.request.attributes);
  json.end_object();
  write_decision(json, report.now);
  json.key("since");
  write_since(json, report);
  json.key("commits").count(report.commits).key("unreadable").count(report.unreadable);
  json.key("shallow").boolean(report.is_cut).end_object();
  return json.take();
}

}  // namespace accessdrift
