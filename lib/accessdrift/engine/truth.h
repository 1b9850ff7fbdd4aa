#pragma once

#include <vector>

#include "accessdrift/region/universe.h"

namespace accessdrift {

/// What a condition comes to: the requests where it is true and those where it is an error (a value
/// is absent); it is false elsewhere.
struct Truth {
  Region holds;
  Region error;
  friend bool operator==(const Truth&, const Truth&) = default;
};

/// CEL's connectives over regions: an error counts only where no other part settles the answer.
class Truths {
 public:
  explicit Truths(Universe& universe) : universe_(universe) {}

  [[nodiscard]] Truth negated(const Truth& truth);
  /// `&&`: false where any part is false, an error where none is and one is an error. `||` likewise
  /// with true.
  [[nodiscard]] Truth joined(const std::vector<Truth>& parts, bool is_and);
  /// `test ? yes : no`
  [[nodiscard]] Truth conditional(const Truth& test, const Truth& yes, const Truth& no);

 private:
  [[nodiscard]] Region is_false(const Truth& truth);

  Universe& universe_;
};

}  // namespace accessdrift
