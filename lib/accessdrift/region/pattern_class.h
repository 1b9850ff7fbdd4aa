#pragma once

#include <optional>
#include <string_view>

#include "accessdrift/region/code_points.h"

namespace accessdrift {

/// The classes of RE2's syntax. Each function takes what it reads off the front of `text`. Nothing
/// if it is not such a class or its members are not surely known: then the pattern is to be left to
/// RE2, and how much was taken is not said (of `take_perl_class`: nothing was). `folds` = (?i).

/// False if the text does not start with the word; then nothing is taken.
bool take_exactly(std::string_view& text, std::string_view word);
/// The code points that differ from it in case only, and itself. Known for ASCII.
[[nodiscard]] std::optional<CodePointSet> single_class(char32_t point, bool folds);
/// `\d`, `\D`, `\s`, `\S`, `\w`, `\W`.
[[nodiscard]] std::optional<CodePointSet> take_perl_class(std::string_view& text, bool folds);
/// `[…]`, with ranges, escapes, classes of Perl and `[:name:]`.
[[nodiscard]] std::optional<CodePointSet> take_bracket_class(std::string_view& text, bool folds);
/// An escape that stands for one code point: `\n`, `\x41`, `\x{1F600}`, `\.`.
[[nodiscard]] std::optional<char32_t> take_escape(std::string_view& text);

/// Of `\b`: ASCII letters, digits and `_`.
[[nodiscard]] CodePointSet word_characters();

}  // namespace accessdrift
