#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Something that a gate has to say: a guardrail, an invariant, an entry of expected changes, or
/// what needs one.
struct GateReason {
  std::string_view code;              ///< of `diagnostic_rules`
  Verdict verdict = Verdict::Passes;  ///< what it means for the comparison; `Passes`: only told
  std::string text;                   ///< `payroll: gained.users 1 > 0`
  PlaceText place = {};               ///< line 0: nowhere
  std::optional<std::size_t> guardrail = {};  ///< which of the report's it is about
};

/// Guardrails and invariants that do not pass, what needs approval, what is not expected and the
/// entries that cover nothing, in this order.
[[nodiscard]] std::vector<GateReason> gate_reasons(const Report& report);

/// The worst of these.
[[nodiscard]] Verdict verdict(const Report& report);

/// `AD106: payroll: gained.users 1 > 0`
[[nodiscard]] std::string to_text(const GateReason& reason);

}  // namespace accessdrift
