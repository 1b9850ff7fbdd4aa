#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "accessdrift/region/code_points.h"
#include "accessdrift/region/text_cells.h"
#include "re2_oracle.h"

namespace accessdrift::text_oracle {

inline std::vector<TextTest> patterns(const std::vector<std::string>& arguments) {
  std::vector<TextTest> tests;
  for (const std::string& argument : arguments)
    tests.push_back({TextTest::Kind::Matches, argument});
  return tests;
}

/// Characters of the pattern, neighbours of ASCII ones, and noise.
inline std::u32string alphabet_of(const std::string& pattern) {
  std::u32string alphabet =
      U"ab0 -/._\n\r\tAZKSks\u00E9\u00C9\u017F\u212A\u20AC\U0001F600\U0010FFFF";
  alphabet += *decode_utf8(pattern);
  const std::u32string own = *decode_utf8(pattern);
  for (const char32_t point : own) {
    if (point < 0x7F) alphabet += {point + 1, point == 0 ? point : point - 1};
  }
  return alphabet;
}

inline std::string random_text(std::mt19937& random, const std::u32string& alphabet) {
  std::uniform_int_distribution<std::size_t> length(0, 12);
  std::uniform_int_distribution<std::size_t> place(0, alphabet.size() - 1);
  std::uniform_int_distribution<char32_t> any(0, kLastCodePoint);
  std::u32string text;
  for (std::size_t i = length(random); i > 0; --i) {
    const char32_t noise = any(random);
    const bool is_noise = noise % 50 == 0 && (noise < 0xD800 || noise > 0xDFFF);
    text.push_back(is_noise ? noise : alphabet[place(random)]);
  }
  return encode_utf8(text);
}

/// The cell of a text says what RE2 says.
inline void check_cell(const TextCells& cells, const Oracle& oracle, const std::string& text) {
  const auto cell = cells.cell_of(text);
  REQUIRE(cell);
  for (std::size_t test = 0; test < cells.exact().size(); ++test) {
    if (cells.holds(test, *cell) == oracle.holds(test, text)) continue;
    CAPTURE(text);
    CAPTURE(cells.exact()[test].argument);
    CHECK(cells.holds(test, *cell) == oracle.holds(test, text));
  }
}

/// So do those of their own examples.
inline void check_examples(const TextCells& cells, const Oracle& oracle) {
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    CAPTURE(cells.example(cell));
    CHECK(cells.cell_of(cells.example(cell)) == cell);
    check_cell(cells, oracle, cells.example(cell));
  }
}

}  // namespace accessdrift::text_oracle
