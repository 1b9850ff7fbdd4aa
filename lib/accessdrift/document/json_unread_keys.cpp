#include "accessdrift/document/json_unread_keys.h"

#include <algorithm>
#include <cassert>

namespace accessdrift {
namespace {

std::string_view text_of_key(std::string_view given) {
  return given.substr(0, given.size() - (given.ends_with('/') ? 1 : 0));
}

}  // namespace

UnreadKeys::UnreadKeys(std::span<const std::string_view> keys) : keys_(keys) {
  assert(keys.size() <= kMost);
  std::ranges::transform(keys, signatures_.begin(),
                         [](std::string_view given) { return signature_of(text_of_key(given)); });
}

std::uint32_t UnreadKeys::find(std::string_view key, std::uint64_t signature) const {
  for (std::size_t place = 0; place < keys_.size(); ++place) {
    if (signatures_[place] == signature && text_of_key(keys_[place]) == key)
      return static_cast<std::uint32_t>(place);
  }
  return kNone;
}

}  // namespace accessdrift
