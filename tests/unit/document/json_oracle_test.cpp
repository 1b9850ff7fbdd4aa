#include "json_oracle.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "tree_print.h"

namespace accessdrift {
namespace {

/// Fragments that meet the grammar's corners when they are strung together.
constexpr std::array<std::string_view, 34> kFragments = {"{",
                                                         "}",
                                                         "[",
                                                         "]",
                                                         ",",
                                                         ":",
                                                         "\"",
                                                         "\"a\"",
                                                         "\"b\"",
                                                         "\"\\u0061\"",
                                                         "\"\\ud83d\\ude00\"",
                                                         "\\ud800",
                                                         "\\",
                                                         "\\n",
                                                         "\n",
                                                         "\t",
                                                         " ",
                                                         "0",
                                                         "-",
                                                         "1",
                                                         "12.5",
                                                         "1e9",
                                                         "e+1",
                                                         ".",
                                                         "true",
                                                         "false",
                                                         "null",
                                                         "tru",
                                                         "\xC3\xA4",
                                                         "\xFF",
                                                         "\xE2\x82",
                                                         "\x01",
                                                         "\x7F",
                                                         "12345678901234567890"};

std::string random_value(std::mt19937& random, int depth) {
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  const std::string blank = pick(4) == 0 ? " " : "";
  if (depth > 0 && pick(2) == 0) {
    const bool is_mapping = pick(2) == 0;
    std::string text = is_mapping ? "{" : "[";
    const std::size_t count = pick(4);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += "," + blank;
      if (is_mapping)
        text += "\"" + std::string(1, static_cast<char>('a' + pick(6))) + "\":" + blank;
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
  return std::string(kScalars[pick(kScalars.size())]);
}

void mutate(std::string& text, std::mt19937& random) {
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  const std::size_t at = pick(text.size() + 1);
  switch (pick(3)) {
    case 0:
      text.insert(at, kFragments[pick(kFragments.size())]);
      return;
    case 1:
      text.erase(at, 1 + pick(3));
      return;
    default:
      if (at < text.size()) text[at] = static_cast<char>(pick(256));
  }
}

TEST_CASE("read_json: agrees with nlohmann on random values and their mutations") {
  constexpr unsigned kSeed = 20261;
  std::mt19937 random(kSeed);
  CAPTURE(kSeed);
  int accepted = 0;
  constexpr int kRounds = 30'000;
  for (int round = 0; round < kRounds; ++round) {
    std::string text = random_value(random, 4);
    for (auto mutations = random() % 4; mutations > 0; --mutations) mutate(text, random);
    CAPTURE(text);
    REQUIRE(disagreement_with_nlohmann(text).empty());
    const auto document = read_json(std::make_shared<SourceText>("a.json", text));
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
  std::mt19937 random(kSeed);
  CAPTURE(kSeed);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    for (auto count = 1 + random() % 8; count > 0; --count)
      text += kFragments[random() % kFragments.size()];
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
    CHECK(read_json(std::make_shared<SourceText>("a.json", row.bytes)).has_value() == row.ours);
    CHECK(nlohmann::json::accept(row.bytes) == row.nlohmanns);
  }
}

}  // namespace
}  // namespace accessdrift
