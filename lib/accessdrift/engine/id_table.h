#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Ids and the numbers that they stand for, laid out for look-ups of single ids in a large table
/// that is seldom in the processor's caches: what a look-up of a short id reads lies in one place.
/// No allocation and no lock in `find`.
class IdTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFFU;

  /// REQUIRES: at most `count` ids will be added.
  explicit IdTable(std::size_t count);

  /// REQUIRES: the id is not in the table, and the number is not `kNone`.
  void add(std::string_view id, std::uint32_t number);
  /// `kNone` for an id that was never added.
  [[nodiscard]] std::uint32_t find(std::string_view id) const;

 private:
  struct alignas(32) Slot {
    static constexpr std::size_t kShort = 20;
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;  ///< `kNone`: free
    std::uint32_t length = 0;
    std::array<char, kShort>
        text{};  ///< of a longer id: which of `long_texts_`, as the bytes of a number
  };
  [[nodiscard]] bool holds(const Slot& slot, std::string_view id) const;

  std::vector<Slot> slots_;  ///< a power of two long, at most half full
  std::deque<std::string> long_texts_;
};

}  // namespace accessdrift
