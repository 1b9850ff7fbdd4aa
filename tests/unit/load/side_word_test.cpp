#include "accessdrift/load/side_word.h"

#include <doctest/doctest.h>

#include <string>

namespace accessdrift {
namespace {

TEST_CASE("split_revision: at the first colon outside of braces") {
  struct Row {
    std::string word;
    std::string revision;
    std::optional<std::string> path;
  };
  const Row rows[] = {
      {"main", "main", std::nullopt},
      {"main:", "main", ""},
      {"main:access/a.yaml", "main", "access/a.yaml"},
      {"main:./a:b", "main", "./a:b"},
      {"HEAD^{/fix: x}:a", "HEAD^{/fix: x}", "a"},
      {"main@{2024-01-01 10:00}", "main@{2024-01-01 10:00}", std::nullopt},
      {":/fix", ":/fix", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    const RevisionWord parts = split_revision(row.word);
    CHECK(parts.revision == row.revision);
    CHECK(parts.path == row.path);
  }
}

TEST_CASE("split_range: two dots or three and an end that is left out is HEAD") {
  struct Row {
    std::string word;
    std::string before;
    std::string after;
    bool is_from_merge_base;
  };
  const Row rows[] = {
      {"a..b", "a", "b", false},
      {"a...b", "a", "b", true},
      {"a..", "a", "HEAD", false},
      {"a...", "a", "HEAD", true},
      {"..b", "HEAD", "b", false},
      {"...b", "HEAD", "b", true},
      {"v1.0..v1.1", "v1.0", "v1.1", false},
      {"HEAD^{/a..b}..b", "HEAD^{/a..b}", "b", false},
      {"a..b:path", "a", "b:path", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    const auto range = split_range(row.word);
    REQUIRE(range);
    CHECK(range->before == row.before);
    CHECK(range->after == row.after);
    CHECK(range->is_from_merge_base == row.is_from_merge_base);
  }
  for (const std::string word :
       {"a", "a.b", "..", "...", "a:x..y", "a/../b", "../b", "HEAD^{/a..b}"}) {
    CAPTURE(word);
    CHECK_FALSE(split_range(word));
  }
}

TEST_CASE("is_plainly_path: says that it is a path") {
  for (const std::string word : {".", "..", "./a", "../a", "/a", "./a..b"})
    CHECK(is_plainly_path(word));
  for (const std::string word : {"a", "a/", ".a", "..a", "...", "a/./b"}) {
    CHECK_FALSE(is_plainly_path(word));
  }
}

}  // namespace
}  // namespace accessdrift
