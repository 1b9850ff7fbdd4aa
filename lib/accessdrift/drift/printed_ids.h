#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "accessdrift/base/text_list.h"
#include "accessdrift/engine/population.h"

namespace accessdrift {

/// Identities as they are printed, sorted as bytes. Everybody is sorted once, as soon as more than
/// twice as many were asked for; after that nobody is. Not thread-safe.
class PrintedIds {
 public:
  /// REQUIRES: the population stays.
  explicit PrintedIds(const Population& population) : population_(population) {}

  [[nodiscard]] TextList of(const IdentitySet& identities);
  /// The one that comes first. REQUIRES: not empty.
  [[nodiscard]] IdentityIndex first(const IdentitySet& identities);

 private:
  /// Whether everybody is sorted, now that so many more were asked for.
  [[nodiscard]] bool are_ranked(std::uint64_t asked);
  void rank();
  /// Ascending.
  [[nodiscard]] std::vector<std::uint32_t> ranks_of(const IdentitySet& identities) const;
  [[nodiscard]] bool are_many(std::uint64_t identities) const;

  const Population& population_;
  std::uint64_t asked_ = 0;
  std::vector<std::uint32_t> ranks_;  ///< by identity; empty: not yet
  std::vector<IdentityIndex> by_rank_;
  std::shared_ptr<const TextList::Texts> texts_;  ///< by rank
};

}  // namespace accessdrift
