#include "accessdrift/drift/sequence_edits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

std::vector<std::string> items(const std::string& letters) {
  std::vector<std::string> all;
  for (const char letter : letters) all.emplace_back(1, letter);
  return all;
}

std::string said(const std::string& before, const std::string& after) {
  std::string all;
  for (const SequenceEdit& edit : sequence_edits(items(before), items(after))) {
    all += (edit.before && edit.after ? "~" : edit.after ? "+" : "-") + edit.item;
  }
  return all;
}

TEST_CASE("sequence_edits: a move is one edit and the earliest members stay") {
  CHECK(said("abc", "abc").empty());
  CHECK(said("abc", "bca") == "~a");
  CHECK(said("ab", "ba") == "~b");
  CHECK(said("abc", "axbc") == "+x");
  CHECK(said("abc", "ac") == "-b");
  CHECK(said("abcd", "dxab") == "~d+x-c");
  CHECK(said("", "ab") == "+a+b");
}

TEST_CASE("sequence_edits: a removed member is seen at the next one that is still there") {
  const auto seam = [](const std::string& before, const std::string& after) {
    const std::vector<SequenceEdit> edits = sequence_edits(items(before), items(after));
    REQUIRE(!edits.empty());
    return edits.front().seam;
  };
  CHECK(seam("abc", "bc") == 0);
  CHECK(seam("abc", "ac") == 1);
  CHECK(seam("abxc", "acd").value() == 1);
  CHECK(seam("abc", "ab") == std::nullopt);
}

/// All orders of up to six members: what stays is a common subsequence, and none is longer.
TEST_CASE("sequence_edits: as few moves as there can be") {
  std::string order = "abcdef";
  do {
    std::size_t longest = 0;
    for (unsigned kept = 0; kept < 64; ++kept) {
      std::string chosen;
      for (unsigned i = 0; i < 6; ++i) {
        if ((kept >> i) & 1U) chosen += order[i];
      }
      if (std::ranges::is_sorted(chosen)) longest = std::max(longest, chosen.size());
    }
    CAPTURE(order);
    REQUIRE(sequence_edits(items("abcdef"), items(order)).size() == 6 - longest);
  } while (std::ranges::next_permutation(order).found);
}

}  // namespace
}  // namespace accessdrift
