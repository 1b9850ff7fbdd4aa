#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "accessdrift/region/pattern_machine.h"

namespace accessdrift {

enum class PatternScope : std::uint8_t {
  Search,  ///< the pattern matches somewhere in the text
  Whole,   ///< the pattern matches the whole text
};

/// A pattern in RE2's syntax, as RE2 reads it with its default options, over valid UTF-8.
///
/// Understood: literals, `.`, classes, `\d \s \w`, escapes, `\Q…\E`, groups, `|`, `* + ? {n,m}` and
/// their lazy forms, `^ $ \A \z \b`, the flags i, m, s, U. Nothing for anything else: Unicode
/// classes, `\B`, `\C`, octal escapes, case folding beyond ASCII, surrogates, and more than
/// `most_steps` steps (a counted repeat is written out). REQUIRES: RE2 accepts the pattern.
///
/// Cost: the length of the pattern and the number of steps. Not recursive.
[[nodiscard]] std::optional<PatternMachine> parse_pattern(std::string_view pattern,
                                                          PatternScope scope,
                                                          std::uint32_t most_steps);

}  // namespace accessdrift
