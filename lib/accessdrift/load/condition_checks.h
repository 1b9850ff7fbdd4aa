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
/// schema is not checked again, wherever it stands: equal texts share one expression.
class ConditionChecks {
 public:
  /// Fills the snapshot's `conditions`, `rules` and `test_conditions`; null stands where one is
  /// wrong.
  [[nodiscard]] Diagnostics check(Snapshot& snapshot);

 private:
  using ExpressionPointer = std::shared_ptr<const Expression>;
  struct Checked {
    Schema schema;
    /// By use and text, which the expression keeps.
    std::map<cel::Use, std::unordered_map<std::string_view, ExpressionPointer>> expressions = {};
  };

  [[nodiscard]] Checked& checked_under(const Schema& schema);

  std::vector<Checked> checked_;
};

}  // namespace accessdrift
