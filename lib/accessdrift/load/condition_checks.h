#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/cel/check.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Type-checks conditions, of tests too, and group rules; one that was checked under an equal
/// schema is not checked again. REQUIRES: the declarations that were checked stay alive.
class ConditionChecks {
 public:
  /// Fills the snapshot's `conditions`, `rules` and `test_conditions`; null stands where one is
  /// wrong.
  [[nodiscard]] Diagnostics check(Snapshot& snapshot);

 private:
  using ExpressionPointer = std::shared_ptr<const Expression>;
  struct Checked {
    Schema schema;
    std::unordered_map<const ConditionText*, ExpressionPointer> expressions;
    /// By use and text: exports write one condition in many places.
    std::map<std::pair<cel::Use, std::string_view>, ExpressionPointer> by_text = {};
  };

  [[nodiscard]] static ExpressionPointer checked_before(const Checked& checked,
                                                        const ConditionText& text, cel::Use use);
  [[nodiscard]] Checked& checked_under(const Schema& schema);

  std::vector<Checked> checked_;
};

}  // namespace accessdrift
