#include "accessdrift/engine/id_table.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

TEST_CASE("IdTable: what was added is found, and nothing else") {
  IdTable table(1'000);
  const auto id = [](int i) {
    return (i % 2 == 0 ? "user" : "somebody-with-a-long-name-") + std::to_string(i) +
           "@nimbus.example";
  };
  for (int i = 0; i < 1'000; ++i) table.add(id(i), static_cast<std::uint32_t>(i));
  for (int i = 0; i < 1'000; ++i) CHECK(table.find(id(i)) == static_cast<std::uint32_t>(i));
  for (int i = 1'000; i < 3'000; ++i) CHECK(table.find(id(i)) == IdTable::kNone);
}

TEST_CASE("IdTable: an empty table finds nothing; the empty id is an id") {
  CHECK(IdTable(0).find("") == IdTable::kNone);
  IdTable table(1);
  table.add("", 7);
  CHECK(table.find("") == 7);
  CHECK(table.find(std::string_view("\0", 1)) == IdTable::kNone);
}

TEST_CASE(
    "IdTable: ids of equal beginnings and lengths about the longest short one are told apart") {
  IdTable table(10);
  const std::string many(40, 'a');
  for (std::uint32_t length = 18; length < 24; ++length) table.add(many.substr(0, length), length);
  for (std::uint32_t length = 18; length < 24; ++length) {
    CHECK(table.find(many.substr(0, length)) == length);
    CHECK(table.find(many.substr(0, length - 1) + "b") == IdTable::kNone);
  }
}

}  // namespace
}  // namespace accessdrift
