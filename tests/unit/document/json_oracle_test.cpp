#include "json_oracle.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "random_text.h"
#include "tree_print.h"

namespace accessdrift {
namespace {

std::string random_value(RandomText& random, int depth) {
  const std::string blank = random.pick(4) == 0 ? " " : "";
  if (depth > 0 && random.pick(2) == 0) {
    const bool is_mapping = random.pick(2) == 0;
    std::string text = is_mapping ? "{" : "[";
    const std::size_t count = random.pick(4);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += "," + blank;
      if (is_mapping)
        text += "\"" + std::string(1, static_cast<char>('a' + random.pick(6))) + "\":" + blank;
      text += random_value(random, depth - 1);
    }
    return text + blank + (is_mapping ? "}" : "]");
  }
  constexpr std::array<std::string_view, 11> kScalars = {"true",
                                                         "null",
                                                         "0",
                                                         "-17",
                                                         "1.5e-3",
                                                         "18446744073709551616",
                                                         "\"\"",
                                                         "\"plain text\"",
                                                         "\"\\u00e4\\ud83d\\ude00\"",
                                                         "\"\xC3\xA4\xF0\x9F\x98\x80\"",
                                                         "\"a\\\\\\\"b\""};
  return random.one_of(kScalars);
}

TEST_CASE("read_json: agrees with nlohmann on random values and their mutations") {
  constexpr unsigned kSeed = 20261;
  RandomText random(kSeed);
  CAPTURE(kSeed);
  int accepted = 0;
  constexpr int kRounds = 30'000;
  for (int round = 0; round < kRounds; ++round) {
    std::string text = random_value(random, 4);
    for (std::size_t mutations = random.pick(4); mutations > 0; --mutations) random.mutate(text);
    CAPTURE(text);
    REQUIRE(disagreement_with_nlohmann(text).empty());
    const auto document = read_json(json_text(text));
    if (!document) continue;
    ++accepted;
    REQUIRE(broken_invariant(*document).empty());
  }
  // Both halves of the comparison have to be met often.
  CHECK(accepted > kRounds / 10);
  CHECK(accepted < kRounds - kRounds / 10);
}

TEST_CASE("read_json: agrees with nlohmann on strings of fragments") {
  constexpr unsigned kSeed = 20262;
  RandomText random(kSeed);
  CAPTURE(kSeed);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    for (std::size_t count = 1 + random.pick(8); count > 0; --count)
      text += random.one_of(kJsonFragments);
    CAPTURE(text);
    REQUIRE(disagreement_with_nlohmann(text).empty());
  }
}

struct PolicyRow {
  std::string bytes;
  bool ours;
  bool nlohmanns;
};

TEST_CASE("read_json: differs from nlohmann by policy only") {
  using namespace std::string_literals;
  const std::vector<PolicyRow> rows = {
      {R"({"a":1,"a":2})", false, true},                             // duplicate keys
      {std::string(101, '[') + std::string(101, ']'), false, true},  // depth
      {"\xEF\xBB\xBF{}", false, true},                               // byte order mark
      {"{}\0"s, false, true},                                        // NUL behind the end
      {"1e400", true, false},  // a number that no double holds
      {"{}", true, true},
      {"{", false, false},
  };
  for (const PolicyRow& row : rows) {
    CAPTURE(row.bytes);
    CHECK(read_json(json_text(row.bytes)).has_value() == row.ours);
    CHECK(nlohmann::json::accept(row.bytes) == row.nlohmanns);
  }
}

}  // namespace
}  // namespace accessdrift
