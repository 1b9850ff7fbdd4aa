#pragma once

#include <map>

#include "accessdrift/cause/both_sides.h"

namespace accessdrift {

/// Which policies over a target count there whoever asks: by a gate that names somebody else an
/// `all-of` turns away.
///
/// A policy that stands in an `all-of` itself is a gate. Whether a set is one, one allow policy in
/// it tells that covers the target in every mixture, so of those that no edit touches the first one
/// of each set counts. For one target.
class CountedGates {
 public:
  CountedGates(const Target& target, const BothSides& sides);

  /// Of policies over the target, in one order for all targets.
  [[nodiscard]] bool counts(ThingNumber policy);

 private:
  struct Covered {
    const Engine* engine = nullptr;
    ResourceIndex resource;
    Name action;
  };
  [[nodiscard]] bool is_all_of(ThingNumber set) const;
  [[nodiscard]] bool covers(ThingNumber policy) const;

  const BothSides& sides_;
  std::vector<Covered> on_sides_;  ///< both; empty: what covers the target may hang on edits
  std::map<ThingNumber, ThingNumber> by_set_;
};

}  // namespace accessdrift
