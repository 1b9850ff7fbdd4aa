#include "accessdrift/base/text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

struct Utf8Row {
  std::string_view bytes;
  std::optional<std::size_t> first_invalid;
};

TEST_CASE("find_invalid_utf8: gives the first byte that RFC 3629 refuses") {
  const std::array rows = {
      Utf8Row{"", {}},
      Utf8Row{"plain ASCII, longer than one word", {}},
      Utf8Row{"\x7F", {}},
      Utf8Row{"\xC2\x80 \xDF\xBF", {}},
      Utf8Row{"\xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBF", {}},
      Utf8Row{"\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF", {}},
      Utf8Row{"12345678\x80", 8},
      Utf8Row{"a\xC0\xAF", 1},         // overlong slash
      Utf8Row{"\xC1\xBF", 0},          // overlong
      Utf8Row{"\xE0\x9F\xBF", 0},      // overlong
      Utf8Row{"\xF0\x8F\xBF\xBF", 0},  // overlong
      Utf8Row{"\xED\xA0\x80", 0},      // surrogate
      Utf8Row{"\xF4\x90\x80\x80", 0},  // beyond U+10FFFF
      Utf8Row{"\xF5\x80\x80\x80", 0},
      Utf8Row{"\xFF", 0},
      Utf8Row{"ab\xC3", 2},  // cut short
      Utf8Row{"ab\xE2\x82", 2},
      Utf8Row{"ab\xF0\x9F\x98", 2},
      Utf8Row{"\xC3\xA4\xC3(", 2},  // a continuation is missing
      Utf8Row{"\xE2\x82(", 0},
      Utf8Row{"\xF0\x9F\x98(", 0},
  };
  for (const Utf8Row& row : rows) {
    CAPTURE(row.bytes);
    CHECK(find_invalid_utf8(row.bytes) == row.first_invalid);
  }
}

TEST_CASE("find_invalid_utf8: finds a bad byte at every place of a word") {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'a');
    text[at] = '\xFF';
    CHECK(find_invalid_utf8(text) == at);
  }
}

TEST_CASE("utf8_length: is the length of the front sequence or 0") {
  CHECK(utf8_length("") == 0);
  CHECK(utf8_length("ab") == 1);
  CHECK(utf8_length("\xC3\xA4z") == 2);
  CHECK(utf8_length("\xE2\x82\xACz") == 3);
  CHECK(utf8_length("\xF0\x9F\x98\x80") == 4);
  CHECK(utf8_length("\x80") == 0);
  CHECK(utf8_length("\xE2\x82") == 0);
}

TEST_CASE("code_points: counts characters and not bytes") {
  CHECK(code_points("") == 0);
  CHECK(code_points("abc") == 3);
  CHECK(code_points("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80") == 3);
}

struct NearestRow {
  std::string_view word;
  std::vector<std::string_view> candidates;
  std::optional<std::string> found;
};

TEST_CASE("nearest: suggests what a slip would have meant") {
  const std::vector<NearestRow> rows = {
      {"finanse", {"engineering", "finance"}, "finance"},
      {"finanec", {"finance"}, "finance"},  // two neighbours swapped
      {"form", {"allow", "from", "to"}, "from"},
      {"actons", {"actions", "scopes"}, "actions"},
      {"ab", {"ac"}, std::nullopt},  // too short for a slip
      {"abc", {"abd"}, "abd"},
      {"abc", {"axy"}, std::nullopt},          // two of three letters differ
      {"grp-1", {"grp-3", "grp-2"}, "grp-2"},  // of several the first in byte order
      {"grp-2", {"grp-1", "grp-22"}, "grp-1"},
      {"abcdef", {"abcdxy", "abcdex"}, "abcdex"},  // the nearer one
      {"abc", {}, std::nullopt},
  };
  for (const NearestRow& row : rows) {
    CAPTURE(row.word);
    CHECK(nearest(row.word, row.candidates) == row.found);
  }
}

TEST_CASE("nearest: does not measure words that nobody types") {
  const std::string word(5'000'000, 'x');
  const std::string other = word + "y";
  const std::array<std::string_view, 1> candidates = {other};
  CHECK(nearest(word, candidates) == std::nullopt);
  const std::array<std::string_view, 2> mixed = {other, "abc"};
  CHECK(nearest("abd", mixed) == "abc");
}

TEST_CASE("shortened: cuts between code points and says so") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "abc…");
  CHECK(shortened("äöüß", 3) == "äöü…");
  CHECK(shortened("äöü", 3) == "äöü");
  CHECK(shortened("", 3).empty());
}

TEST_CASE("fold_ascii: folds A to Z and nothing else") {
  CHECK(fold_ascii("Ana.NG@Corp.Example") == "ana.ng@corp.example");
  CHECK(fold_ascii("@[`{Ä") == "@[`{Ä");
}

TEST_CASE("join_or: reads as a sentence") {
  const std::vector<std::string> words = {"a", "b", "c"};
  const std::span<const std::string> all(words);
  CHECK(join_or(all) == "a, b or c");
  CHECK(join_or(all.first(2)) == "a or b");
  CHECK(join_or(all.first(1)) == "a");
  CHECK(join_or(all.first(0)).empty());
}

TEST_CASE("folded_ascii: folds as fold_ascii does, and compares so") {
  std::string buffer;
  for (const std::string_view text :
       {"", "a", "A", "already folded", "Mixed Case", "\u00C4RGER", "@[Z`{", "0-9"}) {
    CHECK(folded_ascii(text, buffer) == fold_ascii(text));
    CHECK(folds_to(text, fold_ascii(text)));
  }
  CHECK(folded_ascii("kept", buffer).data() != buffer.data());
  CHECK(!folds_to("Ab", "AB"));
  CHECK(!folds_to("ab", "abc"));
}

}  // namespace
}  // namespace accessdrift
