#include "accessdrift/engine/packed_set.h"

namespace accessdrift {

PackedSet::PackedSet(IdentitySet identities) : compressed_(std::move(identities)) {
  if (compressed_.is_empty()) return;
  compressed_.compact();
  const std::size_t words = compressed_.largest().index() / kWordBits + 1;
  if (words * sizeof(std::uint64_t) > 4 * compressed_.bytes()) return;
  bits_.assign(words, 0);
  for (const std::uint32_t number : compressed_.numbers())
    bits_[number / kWordBits] |= std::uint64_t{1} << (number % kWordBits);
  compressed_ = {};
}

}  // namespace accessdrift
