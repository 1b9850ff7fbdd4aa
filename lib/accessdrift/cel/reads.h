#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace accessdrift::cel {

/// Which request attributes a part of a condition reads, as far as it matters: a comparison may
/// read one (DESIGN §3, attributes).
struct Reads {
  enum class Kind : std::uint8_t {
    None,
    One,      ///< `first`
    Varying,  ///< one at a time: which one the variable of `binding` chooses
    Several,
  };
  Kind kind = Kind::None;
  std::uint32_t binding = 0;
  /// Examples, by the address of their name in the schema.
  const std::string* first = nullptr;
  const std::string* second = nullptr;

  [[nodiscard]] static Reads one(const std::string& name) { return {Kind::One, 0, &name, nullptr}; }
  [[nodiscard]] bool is_any() const { return kind != Kind::None; }
};

/// What both together read.
[[nodiscard]] Reads unite(const Reads& a, const Reads& b);

/// What a variable reads that stands for one element at a time.
[[nodiscard]] Reads choice_of(std::span<const Reads> elements, std::uint32_t binding);

}  // namespace accessdrift::cel
