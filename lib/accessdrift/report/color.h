#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace accessdrift {

/// What a piece of text is, as far as colour tells. Colour never tells anything alone: every tone
/// goes with a sign or a word, and more and less access are blue and orange, which people tell
/// apart who cannot tell green from red.
enum class Tone : std::uint8_t { Gain, Loss, Notice, Error, Warning, Heading, Dim };

/// Colours text for a terminal, or leaves it alone. REQUIRES: the text is escaped already.
class Palette {
 public:
  explicit Palette(bool is_on) : is_on_(is_on) {}
  [[nodiscard]] std::string paint(Tone tone, std::string_view text) const;

 private:
  bool is_on_;
};

}  // namespace accessdrift
