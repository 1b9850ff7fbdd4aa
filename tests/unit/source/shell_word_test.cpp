#include "accessdrift/source/shell_word.h"

#include <doctest/doctest.h>

#include <string>

namespace accessdrift {
namespace {

TEST_CASE("shell_word: quotes only what a shell would take apart") {
  struct Row {
    std::string text;
    std::string word;
  };
  const Row rows[] = {
      {"refs/heads/a-b_1.2", "refs/heads/a-b_1.2"},
      {"HEAD~2", "'HEAD~2'"},
      {"two words", "'two words'"},
      {"it's", R"('it'\''s')"},
      {"$(x)", "'$(x)'"},
      {"", "''"},
  };
  for (const Row& row : rows) CHECK(shell_word(row.text) == row.word);
}

}  // namespace
}  // namespace accessdrift
