#include "accessdrift/document/json_unread_keys.h"

#include <algorithm>
#include <cassert>

namespace accessdrift {

UnreadKeys::UnreadKeys(std::span<const std::string_view> keys) : keys_(keys) {
  assert(keys.size() <= kMost);
  std::ranges::transform(keys, signatures_.begin(), signature_of);
}

std::uint32_t UnreadKeys::find(std::string_view key, std::uint64_t signature) const {
  for (std::size_t place = 0; place < keys_.size(); ++place) {
    if (signatures_[place] == signature && keys_[place] == key)
      return static_cast<std::uint32_t>(place);
  }
  return kNone;
}

}  // namespace accessdrift
