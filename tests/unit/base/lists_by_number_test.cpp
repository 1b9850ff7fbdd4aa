#include "accessdrift/base/lists_by_number.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace accessdrift {
namespace {

using Values = std::vector<char>;

Values of(const ListsByNumber<char>& lists, std::size_t number) {
  const auto list = lists.of(number);
  return {list.begin(), list.end()};
}

}  // namespace

TEST_CASE("ListsByNumber: each list has its values in the order in which they came") {
  const std::vector<std::pair<std::size_t, char>> entries = {
      {2, 'c'}, {0, 'a'}, {2, 'a'}, {4, 'x'}, {2, 'b'}};
  ListsByNumber<char> lists(5, [&](const auto& see) {
    for (const auto& [number, value] : entries) see(number, value);
  });
  CHECK(of(lists, 0) == Values{'a'});
  CHECK(of(lists, 1).empty());
  CHECK(of(lists, 2) == Values{'c', 'a', 'b'});
  CHECK(of(lists, 3).empty());
  CHECK(of(lists, 4) == Values{'x'});
  std::ranges::sort(lists.of(2));
  CHECK(of(lists, 2) == Values{'a', 'b', 'c'});
}

TEST_CASE("ListsByNumber: may have no values, and no numbers") {
  const auto nothing = [](const auto& /*see*/) {};
  CHECK(ListsByNumber<char>(3, nothing).of(2).empty());
  CHECK_NOTHROW(ListsByNumber<char>(0, nothing));
}

}  // namespace accessdrift
