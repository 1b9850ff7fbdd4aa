#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Whether as many bytes are equal. Inline, since the texts are short.
[[nodiscard]] inline bool are_same_bytes(const char* a, const char* b, std::size_t size) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  if (size < kWord) return std::memcmp(a, b, size) == 0;
  std::uint64_t left = 0, right = 0;
  const auto are_same_at = [&](std::size_t at) {
    std::memcpy(&left, a + at, kWord);
    std::memcpy(&right, b + at, kWord);
    return left == right;
  };
  for (std::size_t at = 0; at + kWord <= size; at += kWord)
    if (!are_same_at(at)) return false;
  return are_same_at(size - kWord);
}

/// What the mappings of a JSON text look like: those in one list are mostly alike, byte for byte
/// but for their values. So what is written before a value is expected, and looked at in one
/// comparison, before it is read key by key. That is worth its cost in exports of machines, not in
/// mappings of ids.
class JsonShapes {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xFFFF'FFFFU;

  /// A key as it is written, from behind what comes before it to its value.
  struct Expected {
    std::string_view written;     ///< `,"name": `
    std::uint32_t key_begin = 0;  ///< of its quotes, in `written`
    std::uint32_t key_end = 0;
    std::uint64_t signature = 0;
    bool is_first = false;         ///< of its mapping: no comma comes before it
    std::uint32_t unread = kNone;  ///< its place among the keys that nobody reads
    Index inside = kNone;          ///< the shape of mappings in its value
  };
  /// The keys of mappings that lie at one place of the tree, in the order in which they are there.
  struct Shape {
    std::vector<Expected> keys;
    bool are_distinct = true;  ///< no two are one key
    Index inside_others = kNone;
  };

  /// Where in its shape a mapping is.
  struct Position {
    Index shape = kNone;
    std::uint32_t next = 0;      ///< the key that is expected next
    std::uint32_t last = kNone;  ///< the one that was met last, if it is in the shape
  };

  /// The shape of the root.
  [[nodiscard]] Index root() { return shapes_.empty() ? add() : 0; }
  /// The shape of mappings in the value of the key that a mapping has met last.
  [[nodiscard]] Index inside(const Position& position);

  /// The key that stands at `at`, if it is one of the next that are expected there; `is_first`: at
  /// the front of its mapping.
  [[nodiscard]] const Expected* meet(Position& position, bool is_first, const char* at,
                                     const char* end) {
    if (position.shape == kNone) return nullptr;
    const std::vector<Expected>& keys = shapes_[position.shape].keys;
    const std::size_t until = std::min<std::size_t>(keys.size(), position.next + kAhead);
    for (std::size_t i = position.next; i < until; ++i) {
      const std::string_view written = keys[i].written;
      const bool can_be =
          keys[i].is_first == is_first && written.size() <= static_cast<std::size_t>(end - at);
      if (!can_be) continue;
      if (!are_same_bytes(at, written.data(), written.size())) continue;
      position.last = static_cast<std::uint32_t>(i);
      position.next = position.last + 1;
      return &keys[i];
    }
    return nullptr;
  }
  /// A key that was not expected. From now on it is, if there is room.
  void learn(Position& position, Expected key);
  [[nodiscard]] bool are_distinct(Index shape) const {
    return shape != kNone && shapes_[shape].are_distinct;
  }

 private:
  /// Mappings leave keys out.
  static constexpr std::size_t kAhead = 3;
  // Bounds of what may be learnt of a text that has no shape.
  static constexpr std::size_t kMostKeys = 48;
  static constexpr std::size_t kMostShapes = 1024;

  [[nodiscard]] Index add();

  std::vector<Shape> shapes_;
};

}  // namespace accessdrift
