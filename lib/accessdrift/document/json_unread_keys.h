#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "accessdrift/document/seen_keys.h"

namespace accessdrift {

/// Keys of entries that nobody reads. One that is given with a `/` behind it is there, and of its
/// value only where it stands.
class UnreadKeys {
 public:
  /// Each is a bit of a mask.
  static constexpr std::size_t kMost = 32;
  static constexpr std::uint32_t kNone = 0xFFFF'FFFFU;

  /// REQUIRES: at most `kMost`, all different, that outlive it.
  explicit UnreadKeys(std::span<const std::string_view> keys);

  [[nodiscard]] bool are_none() const { return keys_.empty(); }
  /// The place in the list of the key that has this text and its signature; else `kNone`.
  [[nodiscard]] std::uint32_t find(std::string_view key, std::uint64_t signature) const;
  /// Of one in the list: its place counts.
  [[nodiscard]] bool is_hollow(std::uint32_t place) const { return keys_[place].ends_with('/'); }

 private:
  std::span<const std::string_view> keys_;
  std::array<std::uint64_t, kMost> signatures_{};
};

}  // namespace accessdrift
