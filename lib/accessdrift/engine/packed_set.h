#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/engine/identity_set.h"

namespace accessdrift {

/// A set of identities that no longer changes, laid out for `contains`: a bit an identity where
/// that takes at most four times the bytes of the compressed set, so that a look-up touches one
/// place, else the compressed set. A value.
class PackedSet {
 public:
  explicit PackedSet(IdentitySet identities);

  [[nodiscard]] bool contains(IdentityIndex identity) const {
    if (bits_.empty()) return compressed_.contains(identity);
    const std::size_t word = identity.index() / kWordBits;
    return word < bits_.size() && (bits_[word] >> (identity.index() % kWordBits) & 1U) != 0;
  }

 private:
  static constexpr std::size_t kWordBits = 64;

  std::vector<std::uint64_t>
      bits_;  ///< up to the largest identity; empty: `compressed_` holds the set
  IdentitySet compressed_;
};

}  // namespace accessdrift
