#include "accessdrift/report/answers.h"

#include <utility>

#include "accessdrift/report/answer_text.h"

namespace accessdrift {
namespace {

AskedName asked_name(std::string name, const AskedIdentity& asked) {
  return {std::move(name), asked.id, asked.is_listed, asked.is_active, asked.suggestion};
}

LabelledSet labelled(std::vector<std::string> ids, Label label) {
  LabelledSet set;
  set.ids = std::move(ids);
  for (Label::Part& part : label.parts) set.parts.push_back({std::move(part.name), part.count});
  set.rest = std::move(label.rest);
  return set;
}

}  // namespace

AnswerText answer_text_of(Inquiry& inquiry, const CheckAnswer& answer) {
  if (answer.is_limited) return unknown_answer();
  return AnswerTexts(*inquiry.universe, *inquiry.snapshot).of(answer.when, answer.care);
}

CheckReport make_check_report(Inquiry& inquiry, const CheckAnswer& answer, Request asked,
                              const AskedTarget& target, ReportSide side) {
  const Snapshot& snapshot = *inquiry.snapshot;
  CheckReport report;
  report.side = std::move(side);
  report.who = asked_name(asked.identity, find_asked_identity(inquiry, asked.identity));
  report.request = std::move(asked);
  report.by_url = target.by_url;
  if (!target.target.resource.is_none()) {
    report.request.action = snapshot.text(target.target.action);
    report.request.resource = snapshot.text(snapshot.resources[target.target.resource.index()]->id);
  }
  report.not_told = not_told(report.request, snapshot);
  report.outcome = answer.outcome;
  report.when = answer_text_of(inquiry, answer);
  return report;
}

WhoReport make_who_report(Inquiry& inquiry, WhoAnswer answer, const AskedTarget& target,
                          ReportSide side) {
  const Snapshot& snapshot = *inquiry.snapshot;
  AnswerTexts words(*inquiry.universe, snapshot);
  WhoReport report;
  report.side = std::move(side);
  if (target.by_url) {
    report.is_by_url = true;
    report.action = target.by_url->method;
    report.resource = target.by_url->url;
  } else {
    report.action = snapshot.text(target.target.action);
    report.resource = snapshot.text(snapshot.resources[target.target.resource.index()]->id);
  }
  for (Reaching& row : answer.rows) {
    report.rows.push_back({labelled(std::move(row.ids), std::move(row.label)),
                           row.includes_anonymous, words.of(row.when, row.care)});
  }
  return report;
}

CanReport make_can_report(Inquiry& inquiry, CanAnswer answer, std::string who,
                          const AskedIdentity& asked, ReportSide side) {
  AnswerTexts words(*inquiry.universe, *inquiry.snapshot);
  CanReport report;
  report.side = std::move(side);
  report.who = asked_name(std::move(who), asked);
  for (Reachable& row : answer.rows) {
    LabelledSet resources;
    resources.ids = std::move(row.resources);
    report.rows.push_back(
        {std::move(resources), std::move(row.actions), words.of(row.when, row.care)});
  }
  report.limited = std::move(answer.limited);
  return report;
}

}  // namespace accessdrift
