#pragma once

#include <cstdint>
#include <string>

namespace accessdrift {

/// One test of a string.
struct TextTest {
  enum class Kind : std::uint8_t {
    Equals,
    StartsWith,
    EndsWith,
    Contains,
    Matches,     ///< a pattern in RE2's syntax matches somewhere in the text
    LongerThan,  ///< more code points than `length`
    Below,       ///< less than the argument, as bytes
  };

  Kind kind = Kind::Equals;
  std::string argument;      ///< not of LongerThan
  std::uint32_t length = 0;  ///< of LongerThan

  friend auto operator<=>(const TextTest&, const TextTest&) = default;
};

}  // namespace accessdrift
