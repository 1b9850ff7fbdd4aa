#include "accessdrift/region/code_points.h"

#include <doctest/doctest.h>

#include "accessdrift/base/text.h"
#include "accessdrift/region/text_alphabet.h"

namespace accessdrift {
namespace {

TEST_CASE("encode_utf8: reads back, every code point") {
  for (char32_t point = 0; point <= kLastCodePoint; ++point) {
    if (point >= kSurrogates.first && point <= kSurrogates.last) continue;
    const std::string text = encode_utf8({&point, 1});
    REQUIRE(utf8_length(text) == text.size());
    std::string_view rest = text;
    REQUIRE(take_code_point(rest) == point);
    REQUIRE(rest.empty());
  }
  std::string_view surrogate = "\xED\xA0\x80";
  CHECK_FALSE(take_code_point(surrogate));
  CHECK(surrogate.size() == 3);
}

TEST_CASE("set_of: sorted and joined, and the complement is the rest") {
  const CodePointSet set = set_of({{U'x', U'z'}, {U'a', U'c'}, {U'b', U'd'}, {U'e', U'e'}});
  CHECK(set == CodePointSet{{U'a', U'e'}, {U'x', U'z'}});
  CHECK(complement_of(set) == CodePointSet{{0, U'a' - 1}, {U'f', U'w'}, {U'{', kLastCodePoint}});
  CHECK(complement_of(complement_of(set)) == set);
  CHECK(complement_of({}) == CodePointSet{{0, kLastCodePoint}});
  CHECK(complement_of({{0, kLastCodePoint}}).empty());
  CHECK(without_surrogates({{0xD000, 0xE000}, {0xE002, 0xE003}}) ==
        CodePointSet{{0xD000, 0xD7FF}, {0xE000, 0xE000}, {0xE002, 0xE003}});
  CHECK(without_surrogates({{0xD900, 0xDA00}}).empty());
  CHECK(contains(set, U'c'));
  CHECK_FALSE(contains(set, U'f'));
  CHECK_FALSE(contains(set, 0));
}

TEST_CASE("most_readable: letters before punctuation before the rest") {
  const CodePointSet all = without_surrogates({{0, kLastCodePoint}});
  CHECK(most_readable(all) == U'a');
  const std::u32string letters = U"abc";
  CHECK(most_readable({{U' ', U'c'}}, letters) == U'A');
  CHECK(most_readable({{U' ', U'/'}}) == U'/');
  CHECK(most_readable({{0, 0x1F}}) == U'\t');
  CHECK(most_readable({{0, 0x10}, {0x4E00, 0x4E10}}) == char32_t{0x4E00});
  CHECK_FALSE(most_readable({{U'a', U'b'}}, letters));
  CHECK_FALSE(most_readable({}));
  for (char32_t point = 0; point <= kLastCodePoint; ++point) {
    if (point < kSurrogates.first || point > kSurrogates.last)
      REQUIRE(most_readable({{point, point}}) == point);
  }
}

TEST_CASE("TextAlphabet: code points of one letter are those that no set tells apart") {
  const std::vector<CodePointSet> sets{{{U'a', U'f'}},
                                       {{U'd', U'k'}},
                                       {{U'a', U'a'}, {0xE9, 0xFF}},
                                       {{0xD000, 0xD7FF}, {0xE000, 0xE100}},
                                       {}};
  const TextAlphabet alphabet(sets);
  CHECK(alphabet.size() == 7);
  const auto members = alphabet.members();
  REQUIRE(members.size() == 7);
  for (char32_t point = 0; point < 0x20000; ++point) {
    if (point >= kSurrogates.first && point <= kSurrogates.last) continue;
    const std::uint32_t letter = alphabet.letter_of(point);
    REQUIRE(contains(members[letter], point));
    for (const CodePointSet& set : sets)
      REQUIRE(contains(set, point) == contains(set, members[letter].front().first));
  }
}

}  // namespace
}  // namespace accessdrift
