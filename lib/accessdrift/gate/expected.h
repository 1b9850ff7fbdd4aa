#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "accessdrift/drift/roll_up.h"
#include "accessdrift/model/expected.h"

namespace accessdrift {

/// What became of one entry of a file of expected changes.
struct ExpectedResult {
  enum class Status : std::uint8_t {
    Used,
    Absent,      ///< nothing like it happens
    Miscounted,  ///< it happens to another number of identities, and covers nothing
    Spent,       ///< the before side expects the same already: it covers nothing
    Expired      ///< likewise
  };
  std::string text;  ///< `gained group:finance on payroll`
  Status status = Status::Used;
  std::uint64_t users = 0;  ///< to whom it happens
  Span place;
};
[[nodiscard]] std::string_view to_text(ExpectedResult::Status status);  ///< `used`

/// Something beside changes of access that needs approval.
struct ApprovalNeed {
  ExpectedApproval::Kind kind = ExpectedApproval::Kind::Loosened;
  std::string name;  ///< empty of sources
  bool is_approved = false;
};

struct Expectation {
  std::vector<ExpectedResult> entries;  ///< in the order of the file
  /// By finding: covered by entries, every identity on every resource by every action.
  std::vector<bool> is_expected;
  /// Some entry is new: what no entry covers is not expected.
  bool is_strict = false;
};

/// What the sides expect; `before` null: nothing.
struct ExpectedOfSides {
  const ExpectedChanges* before = nullptr;
  const ExpectedChanges& after;
  Instant now = 0;  ///< which tells what is over
};

/// The situations in which a finding changes access, as reports print them.
using ChangedWhen = std::function<std::string(const Finding& finding)>;

/// Holds findings against what the after side expects (DESIGN §7), and approves `needs`. Only what
/// is certain can be expected.
///
/// Deterministic. Cost: entries × findings, and the identities of those that fit.
[[nodiscard]] Expectation expect(const Comparison& comparison, const std::vector<Finding>& findings,
                                 const ExpectedOfSides& expected, const ChangedWhen& changed_when,
                                 std::vector<ApprovalNeed>& needs);

}  // namespace accessdrift
