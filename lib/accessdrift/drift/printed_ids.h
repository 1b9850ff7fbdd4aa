#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "accessdrift/engine/population.h"

namespace accessdrift {

/// Identities as they are printed, sorted as bytes. Everybody is sorted once, as soon as more than
/// twice as many were asked for; after that nobody is. Not thread-safe.
class PrintedIds {
 public:
  /// REQUIRES: the population stays.
  explicit PrintedIds(const Population& population) : population_(population) {}

  [[nodiscard]] std::vector<std::string> of(const IdentitySet& identities);

 private:
  void rank();
  [[nodiscard]] std::vector<std::string> ranked(const std::vector<std::uint32_t>& numbers) const;

  const Population& population_;
  std::uint64_t asked_ = 0;
  std::vector<std::uint32_t> ranks_;  ///< by identity; empty: not yet
  std::vector<std::string> texts_;    ///< by rank
};

}  // namespace accessdrift
