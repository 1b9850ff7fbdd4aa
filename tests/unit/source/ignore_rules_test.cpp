#include "accessdrift/source/ignore_rules.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/unit/source/scratch_repository.h"

namespace accessdrift::test {
namespace {

TEST_CASE("IgnorePattern: a line and what it matches") {
  struct Row {
    std::string line;
    std::string path;
    bool is_folder;
    bool matches;
  };
  const Row rows[] = {
      {"a", "a", false, true},
      {"a", "x/a", false, true},
      {"a", "xa", false, false},
      {"/a", "a", false, true},
      {"/a", "x/a", false, false},
      {"x/a", "x/a", false, true},
      {"x/a", "y/x/a", false, false},
      {"a/", "a", true, true},
      {"a/", "a", false, false},
      {"/foo/", "foobar", true, false},
      {"*.yaml", "x/a.yaml", false, true},
      {"a   ", "a", false, true},
      {R"(a\ )", "a ", false, true},
      {"a\t", "a", false, false},
      {"\\#a", "#a", false, true},
      {"\\!a", "!a", false, true},
      {"!a", "a", false, true},
      {"/", "a", true, false},
      {"a/foo**/b", "a/foo/x/b", false, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CAPTURE(row.path);
    const auto pattern = IgnorePattern::parse(row.line, false);
    REQUIRE(pattern);
    CHECK(pattern->matches(row.path, row.is_folder) == row.matches);
    CHECK(pattern->is_negative() == (row.line.front() == '!'));
  }
  for (const std::string line : {"", "   ", "# a"}) CHECK_FALSE(IgnorePattern::parse(line, false));
}

TEST_CASE("parse_ignore_file: lines end as on any system and a byte order mark is no pattern") {
  const auto patterns = parse_ignore_file(
      "\xEF\xBB\xBF"
      "a\r\n\n# c\nb",
      false);
  REQUIRE(patterns.size() == 2);
  CHECK(patterns[0].matches("a", false));
  CHECK(patterns[1].matches("b", false));
}

std::string pick(std::mt19937& random, const std::vector<std::string>& from) {
  return from[random() % from.size()];
}

/// A line of pieces that are likely to meet the random paths.
std::string random_line(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "a",   "b",   "ab",  "*",  "?",      "**",    "/",   "/",   "[ab]",        "[!a]",
      "**/", "/**", "\\a", "a*", "*.yaml", ".yaml", "[a-", "***", "[[:alpha:]]", "!b"};
  std::string line = random() % 3 == 0 ? "!" : "";
  for (std::size_t i = 1 + random() % 4; i > 0; --i) line += pick(random, kPieces);
  if (random() % 5 == 0) line += "/";
  return line + (random() % 9 == 0 ? " \r\n" : "\n");
}

TEST_CASE("work_tree: agrees with git on random rules") {
  std::mt19937 random(11);
  for (int round = 0; round < 25; ++round) {
    const Scratch scratch;
    scratch.run("git init -q repo");
    for (int i = 0; i < 40; ++i) {
      std::string path = "repo/";
      for (std::size_t depth = random() % 4; depth > 0; --depth) {
        path += pick(random, {"a", "b", "ab", "ba", "aab"}) + "/";
      }
      scratch.write(path + pick(random, {"a", "b", "ab", "bab"}) + ".yaml", "");
    }
    for (const std::string folder : {"", "a/", "b/", "a/b/", "ab/"}) {
      std::string rules;
      for (std::size_t i = random() % 4; i > 0; --i) rules += random_line(random);
      scratch.write("repo/" + folder + ".gitignore", rules);
      CAPTURE(folder);
      CAPTURE(rules);
    }
    scratch.write("repo/.git/info/exclude", random_line(random) + random_line(random));
    CAPTURE(round);
    std::string listed;
    for (const std::string& path : paths(*work_tree_of(*discover(scratch.at("repo"))))) {
      listed += path + "\n";
    }
    if (!listed.empty()) listed.pop_back();
    CHECK(listed ==
          scratch.run("cd repo && git ls-files --others --exclude-standard '*.yaml' | sort"));
  }
}

}  // namespace
}  // namespace accessdrift::test
