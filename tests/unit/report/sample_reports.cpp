#include "sample_reports.h"

#include "accessdrift/report/filter.h"

namespace accessdrift::testing {
namespace {

std::string commit_of(std::string_view start) {
  return std::string(start) + std::string(40 - start.size(), '0');
}

ReportFinding finding(ChangeKind kind, LabelledSet who, LabelledSet what,
                      std::vector<std::string> actions) {
  ReportFinding made;
  made.digest = "add1:0123456789abcdef";
  made.kind = kind;
  made.identities = std::move(who);
  made.resources = std::move(what);
  for (std::string& action : actions) made.actions.push_back({action, {action}});
  return made;
}

ReportFinding gained_payroll() {
  ReportFinding made = finding(ChangeKind::Gained, one("contractor-17"), one("payroll"), {"read"});
  made.after = only_with("auth.mfa");
  made.gained = made.after;
  WitnessText witness{"contractor-17", "read", "payroll", {}, {}, {}, {}, true, false, true};
  witness.attributes["auth.mfa"] = Told::present(true);
  witness.attributes["request.ip"] = Told::absent();
  made.witness = witness;
  return made;
}

ReportFinding lost_grafana() {
  LabelledSet who{{"ana.kirk", "j.moreau", "t.oyelaran"}, {{"group:sre-emea", 3}}, {}, false};
  ReportFinding made = finding(ChangeKind::Lost, who, one("grafana"), {"read", "write"});
  made.is_every_action = true;
  made.before = always();
  made.lost = always();
  return made;
}

ReportFinding narrowed_vault() {
  LabelledSet who{{"a", "b", "c", "d", "r.ivers", "svc-etl"},
                  {{"group:dba", 4}},
                  {"r.ivers", "svc-etl"},
                  false};
  LabelledSet what{{"vault-a", "vault-b"}, {}, {"vault-a", "vault-b"}, false};
  ReportFinding made = finding(ChangeKind::Narrowed, who, what, {"open"});
  made.before = always();
  made.after = only_with("auth.mfa");
  made.lost.kind = AnswerText::Kind::When;
  made.lost.text = "only without auth.mfa";
  made.lost.full = "auth.mfa={false,absent}";
  made.lost.terms = {
      {Restriction{"auth.mfa", "", false, {Value{false}, std::nullopt}, {}, {}, {}}}};
  return made;
}

}  // namespace

AnswerText never() { return {AnswerText::Kind::Never, "never", "never", {}}; }
AnswerText always() { return {AnswerText::Kind::Always, "always", "always", {{}}}; }

AnswerText only_with(const std::string& attribute) {
  Restriction restriction;
  restriction.attribute = attribute;
  restriction.values = {Value{true}};
  return {AnswerText::Kind::When, "only with " + attribute, attribute + "=true", {{restriction}}};
}

LabelledSet one(const std::string& id) { return {{id}, {}, {id}, false}; }

Report quiet_report() {
  Report report;
  report.before = {"main", "merge base", commit_of("4c1e9a2")};
  report.after = {"HEAD", "", commit_of("9f03b7d")};
  report.mode = "merge-base";
  report.sources = {"access/apps.yaml", "access/groups.yaml"};
  report.population = {1204, 61, 88, true};
  report.digest = "add1:7d20c4e09b1f5a33";
  count_summary(report);
  return report;
}

ReportCause caused_by(std::vector<ReportEditSet> because, ReportEditSet undo) {
  ReportCause cause;
  cause.because = std::move(because);
  cause.undo = std::move(undo);
  return cause;
}

Report small_report() {
  Report report = quiet_report();
  report.files_changed = 2;
  report.findings = {lost_grafana(), gained_payroll(), narrowed_vault()};
  report.edits = {
      {"ade1:1111111111111111", "group sre no longer contains group sre-emea",
       PlaceText{"access/groups.yaml", 41, 7}, std::nullopt},
      {"ade1:2222222222222222", "policy finance-reads-payroll now allows group:finance-all",
       std::nullopt, PlaceText{"access/apps.yaml", 118, 9}}};
  report.same = {{"ade1:3333333333333333", "policy wiki-read", PlaceText{"access/apps.yaml", 5, 3},
                  PlaceText{"access/apps.yaml", 9, 3}}};
  report.findings[0].cause = caused_by({{{0}, {}}}, {{0}, {}});
  report.findings[1].cause = caused_by({{{1}, {}}}, {{1}, {}});
  report.findings[2].cause = caused_by({{{0, 1}, {}}}, {{0}, {}});
  count_summary(report);
  return report;
}

Report large_report(std::size_t count) {
  Report report = quiet_report();
  report.files_changed = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    ReportFinding made =
        finding(ChangeKind::Gained, one("user-" + number), one("app-" + number), {"read"});
    made.after = always();
    made.cause = caused_by({{{0}, {}}}, {{0}, {}});
    report.findings.push_back(made);
  }
  report.edits = {{"ade1:5", "policy p added", std::nullopt, PlaceText{"a.yaml", 1, 1}}};
  count_summary(report);
  return report;
}

Report hostile_report() {
  Report report = quiet_report();
  report.before.spec = "a\x1b[31m";
  ReportFinding made = finding(ChangeKind::Gained, one("::error::x\ny"), one("=cmd()"),
                               {"re\xE2\x80\xAE"
                                "ad"});
  made.after = only_with("x\"\\");
  made.cause = caused_by({{{0}, {}}}, {{0}, {}});
  report.findings = {made};
  report.edits = {{"ade1:4", "group \r::stop", PlaceText{"a\nb.yaml", 1, 1}, std::nullopt}};
  count_summary(report);
  return report;
}

Report report_about(const std::string& name) {
  Report report = large_report(1);
  ReportFinding& finding = report.findings.front();
  finding.is_public = true;
  finding.identities = one(name);
  finding.resources = one(name);
  finding.actions = {{name, {name}}};
  finding.after = only_with(name);
  finding.worlds = finding.after;
  finding.unknowns = {name};
  finding.urls = {{name, name}};
  finding.witness = WitnessText{name, name, name, name, name, {}, {}, true, false, true};
  finding.witness->attributes[name] = Told::present(name);
  const Stop stop{Stop::Kind::Group, name, true, true};
  finding.paths = {{name, name, {true, false, 1, {stop, stop, stop}}, {false, true, 0, {}}}};
  report.edits.front() = {"ade1:5", name, PlaceText{name, 1, 1}, std::nullopt};
  report.before.spec = name;
  report.after = {"it's", "", ""};  // no command to make it again, whatever the name
  report.filters = {"resource " + name};
  report.paired = {{"identity", name, name, "uid"}};
  report.limits_hit = {name};
  report.needs = {{"AD111", name, "loosened", name, false}};
  report.invariants = {{name, name, "fails", name, Verdict::Fails, {name, 1, 1}}};
  report.guardrails.emplace_back();
  report.guardrails.front().name = name;
  report.guardrails.front().place = {name, 1, 1};
  report.tests = {{name, "passes", "fails", {name, 1, 1}}};
  report.networks = {{name, {}}};
  return report;
}

}  // namespace accessdrift::testing
