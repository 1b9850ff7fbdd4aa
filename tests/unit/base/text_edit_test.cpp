#include "accessdrift/base/text_edit.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

TEST_CASE("edited: makes all edits, in whatever order they come") {
  CHECK(edited("abcdef", {}) == "abcdef");
  CHECK(edited("abcdef", {{{4, 5}, "E"}, {{0, 2}, ""}, {{6, 6}, "!"}}) == "cdEf!");
  CHECK(edited("abcdef", {{{2, 2}, "1"}, {{2, 2}, "2"}}) == "ab12cdef");
}

TEST_CASE("edited: refuses edits of the same bytes") {
  CHECK_FALSE(edited("abcdef", {{{0, 3}, "x"}, {{2, 4}, "y"}}));
}

}  // namespace
}  // namespace accessdrift
