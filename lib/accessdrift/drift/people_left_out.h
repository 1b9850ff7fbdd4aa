#pragma once

#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// Strangers of a side whose list of people is cut, where the other side lists everybody: they
/// stand for people who are on the missing part, and whom the other side does not know. Whether
/// there are any is not known (`kPeopleLeftOut`), so whatever changes for them may.
class PeopleLeftOut {
 public:
  explicit PeopleLeftOut(const Comparison& comparison);

  [[nodiscard]] std::vector<AccessChange> as_far_as_there(std::vector<AccessChange> changes) const;

 private:
  Universe& universe_;
  IdentitySet all_;
};

}  // namespace accessdrift
