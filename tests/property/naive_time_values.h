#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "naive.h"
#include "naive_instants.h"

namespace accessdrift::naive {

/// The instants that are tried for one request attribute of type time, by *effect*: those of one
/// effect are decided alike by both sides, whatever else is asked.
class TimeValues {
 public:
  /// Of every condition of both sides that reads the attribute as a time.
  TimeValues(const std::vector<const Side*>& sides, const std::vector<const Snapshot*>& snapshots,
             const std::string& attribute, Instant from);

  /// Up to `most` of each effect, ascending. Which, hangs on the instants: over many worlds every
  /// edge is tried on both sides.
  [[nodiscard]] std::vector<Instant> some_of_each(std::size_t most) const;

 private:
  std::vector<std::vector<Instant>> by_effect_;
};

}  // namespace accessdrift::naive
