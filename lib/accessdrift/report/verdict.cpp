#include "accessdrift/report/verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

/// Under which guardrails of everything are counted.
constexpr std::string_view kLimits = "limits";

std::string_view code_of(const ReportGuardrail& guardrail) {
  if (guardrail.is_undecided()) return "AD105";
  return guardrail.name == kLimits ? "AD107" : "AD106";
}

class ReasonMaker {
 public:
  explicit ReasonMaker(const Report& report) : report_(report) {}

  std::vector<GateReason> make() {
    for (std::size_t g = 0; g < report_.guardrails.size(); ++g) add_guardrail(g);
    for (const ReportInvariant& invariant : report_.invariants) add_invariant(invariant);
    for (const ReportNeed& need : report_.needs) {
      if (!need.is_approved) add(need.code, Verdict::Fails, need.what);
    }
    if (report_.approvals) add_approvals(*report_.approvals);
    return std::move(reasons_);
  }

 private:
  void add(std::string_view code, Verdict verdict, std::string text, PlaceText place = {}) {
    reasons_.push_back({code, verdict, std::move(text), std::move(place)});
  }

  void add_guardrail(std::size_t g) {
    const ReportGuardrail& guardrail = report_.guardrails[g];
    if (!guardrail.fails() && !guardrail.is_undecided()) return;
    const Verdict verdict = guardrail.level == GuardLevel::Warn ? Verdict::Passes
                            : guardrail.fails()                 ? Verdict::Fails
                                                                : Verdict::Undecided;
    add(code_of(guardrail), verdict, to_text(guardrail), guardrail.place);
    reasons_.back().guardrail = g;
  }

  void add_invariant(const ReportInvariant& invariant) {
    if (invariant.verdict == Verdict::Passes) return;
    add("AD302", invariant.verdict, invariant.text + ": " + invariant.result, invariant.place);
  }

  void add_approvals(const ReportApprovals& approvals) {
    const auto add_open = [&](std::size_t count, Verdict verdict, std::string_view end) {
      if (!approvals.is_strict || count == 0) return;
      add("AD108", verdict,
          fmt::format("{} that no entry covers{}", counted(count, "finding", "findings"), end));
    };
    add_open(approvals.unexpected, Verdict::Fails, "");
    add_open(approvals.unexpected_may, Verdict::Undecided, ", which may be");
    for (const ReportExpected& entry : approvals.entries) {
      if (entry.status == "used") continue;
      const bool fails = entry.status == "absent" || entry.status == "miscounted";
      add(fails ? "AD109" : "AD110", fails ? Verdict::Fails : Verdict::Passes,
          fmt::format("{}: {}", entry.status, entry.text), entry.place);
    }
  }

  const Report& report_;
  std::vector<GateReason> reasons_;
};

}  // namespace

std::vector<GateReason> gate_reasons(const Report& report) { return ReasonMaker(report).make(); }

Verdict verdict(const Report& report) {
  Verdict worst = Verdict::Passes;
  for (const GateReason& reason : gate_reasons(report)) worst = std::max(worst, reason.verdict);
  return worst;
}

std::string to_text(const GateReason& reason) {
  return fmt::format("{}: {}", reason.code, reason.text);
}

}  // namespace accessdrift
