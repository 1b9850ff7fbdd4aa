#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace accessdrift {

/// A dense 32-bit number of one kind of thing. Numbers of different kinds do not mix; a default one
/// is `none`.
template <typename Tag>
struct Id {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t number = kNone;

  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t n) : number(n) {}
  constexpr explicit Id(std::size_t n) : number(static_cast<std::uint32_t>(n)) {}

  [[nodiscard]] constexpr bool is_none() const { return number == kNone; }
  [[nodiscard]] constexpr std::size_t index() const { return number; }

  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace accessdrift

template <typename Tag>
struct std::hash<accessdrift::Id<Tag>> {
  std::size_t operator()(accessdrift::Id<Tag> id) const noexcept {
    return static_cast<std::size_t>(id.number) * 0x9E3779B97F4A7C15ULL;
  }
};
