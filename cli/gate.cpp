#include "cli/gate.h"

#include <utility>

#include "accessdrift/base/time_text.h"
#include "accessdrift/drift/shrunk.h"
#include "accessdrift/gate/expected.h"
#include "accessdrift/gate/guardrails.h"
#include "accessdrift/gate/loosened.h"
#include "accessdrift/gate/tests.h"
#include "accessdrift/report/changed_situations.h"
#include "accessdrift/report/tests.h"

namespace accessdrift::cli {
namespace {

/// Where anything is guarded: what weakens that, other files that are read, accounts that go to
/// another id, and sources of which most is gone.
std::vector<ApprovalNeed> approval_needs(const Comparison& comparison, const Loader::Pair& loaded) {
  std::vector<ApprovalNeed> needs;
  if (!loaded.gate) return needs;
  if (loaded.gate == loaded.before.project) {
    for (std::string& name :
         loosened(*loaded.gate, loaded.after.project.get(), *comparison.before->names))
      needs.push_back({ExpectedApproval::Kind::Loosened, std::move(name)});
  }
  if (!are_alike(loaded.before.sources.get(), loaded.after.sources.get()))
    needs.push_back({ExpectedApproval::Kind::Sources, {}});
  for (const IdentityIndex identity : comparison.population->paired_under_two_ids())
    needs.push_back({ExpectedApproval::Kind::Paired,
                     std::string(comparison.population->id(identity, SideOf::After))});
  for (const Shrunk& shrunk : find_shrunk(comparison)) {
    const bool is_told = !needs.empty() && needs.back().kind == ExpectedApproval::Kind::Shrunk &&
                         needs.back().name == shrunk.format;
    if (!is_told) needs.push_back({ExpectedApproval::Kind::Shrunk, std::string(shrunk.format)});
  }
  return needs;
}

ReportNeed report_need(const ApprovalNeed& need) {
  const auto made = [&](std::string_view code, std::string what) {
    const std::string_view name = need.name.empty() ? std::string_view("changed") : need.name;
    return ReportNeed{std::string(code), std::move(what), std::string(to_text(need.kind)),
                      std::string(name), need.is_approved};
  };
  switch (need.kind) {
    case ExpectedApproval::Kind::Loosened:
      return made("AD111", need.name + " is loosened by this change, which is judged as before it");
    case ExpectedApproval::Kind::Sources:
      return made("AD112", "other sources are read after this change");
    case ExpectedApproval::Kind::Paired:
      return made("AD114", need.name + " is the account of another id before");
    case ExpectedApproval::Kind::Shrunk:
      return made("AD115", need.name + " files have lost most of what they listed");
  }
  return {};
}

ReportApprovals report_approvals(const ExpectedChanges& file, const Expectation& expectation,
                                 const std::vector<Finding>& findings, Instant now) {
  ReportApprovals approvals;
  approvals.reason = file.reason;
  approvals.expires = until_text(file.end);
  approvals.now = now;
  const Instant left = file.end - now;
  approvals.days_left =
      left > 0 ? (left + kSecondsPerDay - 1) / kSecondsPerDay : -((-left) / kSecondsPerDay + 1);
  approvals.is_strict = expectation.is_strict;
  for (const ExpectedResult& entry : expectation.entries) {
    approvals.entries.push_back(
        {entry.text, std::string(to_text(entry.status)), entry.users, place_text(entry.place)});
  }
  for (std::size_t f = 0; f < findings.size(); ++f) {
    if (expectation.is_expected[f]) continue;
    ++(findings[f].certainty == Certainty::Must ? approvals.unexpected : approvals.unexpected_may);
  }
  return approvals;
}

}  // namespace

Diagnostics add_gate(Comparison& comparison, const Loader::Pair& loaded, Instant now,
                     ReportContext& context) {
  if (!loaded.gate && !loaded.after.expected) return {};
  const std::vector<Finding> findings = roll_up(comparison);
  std::vector<ApprovalNeed> needs = approval_needs(comparison, loaded);
  if (loaded.after.expected) {
    ChangedSituations words(comparison);
    Expectation expectation =
        expect(comparison, findings, {loaded.before.expected.get(), *loaded.after.expected, now},
               std::ref(words), needs);
    context.approvals = report_approvals(*loaded.after.expected, expectation, findings, now);
    context.is_expected = std::move(expectation.is_expected);
  }
  for (const ApprovalNeed& need : needs) context.needs.push_back(report_need(need));
  if (!loaded.gate) return {};
  context.are_guardrails_of_after = loaded.gate != loaded.before.project;
  Result<Judgement> judgement = judge(comparison, findings, context.is_expected, *loaded.gate);
  if (!judgement) return std::move(judgement.error());
  for (const GuardrailResult& result : judgement->results)
    context.guardrails.push_back(
        {result, result.place.is_known() ? place_text(result.place) : PlaceText{}});
  context.failing_of = std::move(judgement->failing_of);
  return {};
}

std::vector<ReportInvariant> run_invariants(const Loader::Pair& loaded, Instant from) {
  std::vector<ReportInvariant> invariants;
  if (!loaded.with_invariants) return invariants;
  const Snapshot& snapshot = *loaded.with_invariants;
  const std::vector<TestResult> results = run_tests(loaded.with_invariants, from);
  for (std::size_t t = 0; t < results.size(); ++t) {
    const Declared<TestDeclaration>& test = snapshot.tests[t];
    if (test.file != loaded.gate->always.get()) continue;
    const TestResult& result = results[t];
    ReportInvariant made;
    made.text = test_text(snapshot, t);
    made.why = test->why;
    made.result = to_text(result.kind);
    if (result.failure)
      made.failing = result.failure->identity + ", " + result.failure->action + " on " +
                     result.failure->resource;
    if (is_undecided(result.kind)) made.verdict = Verdict::Undecided;
    if (is_failed(result.kind)) made.verdict = Verdict::Fails;
    made.place = place_text(test.key());
    invariants.push_back(std::move(made));
  }
  return invariants;
}

ExitCode exit_code_of(Verdict verdict) {
  if (verdict == Verdict::Fails) return ExitCode::NotGood;
  return verdict == Verdict::Passes ? ExitCode::Good : ExitCode::Undecided;
}

}  // namespace accessdrift::cli
