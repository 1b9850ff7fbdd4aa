#include "accessdrift/region/ip_cells.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "sample_world.h"

namespace accessdrift {
namespace {

using sample::ip;
using sample::prefix;
using Texts = std::vector<std::string>;

std::vector<IpPrefix> prefixes(const Texts& texts) {
  std::vector<IpPrefix> all;
  for (const std::string& text : texts) all.push_back(prefix(text));
  return all;
}

Texts texts(const std::vector<IpPrefix>& all) {
  Texts texts;
  for (const IpPrefix& one : all) texts.push_back(to_text(one));
  return texts;
}

TEST_CASE("prefixes_of: the fewest that contain exactly the addresses") {
  struct Row {
    Texts given;
    Texts fewest;
  };
  const Row rows[] = {
      {{}, {}},
      {{"10.0.0.0/9", "10.128.0.0/9"}, {"10.0.0.0/8"}},
      {{"10.0.0.0/8", "10.1.0.0/16"}, {"10.0.0.0/8"}},
      {{"10.0.0.1/32", "10.0.0.2/32"}, {"10.0.0.1/32", "10.0.0.2/32"}},
      {{"10.0.0.3/32", "10.0.0.0/31", "10.0.0.2/32"}, {"10.0.0.0/30"}},
      {{"0.0.0.0/0"}, {"0.0.0.0/0"}},
      {{"::/0"}, {"::/0"}},
      {{"::/0", "0.0.0.0/0"}, {"0.0.0.0/0", "::/0"}},
      {{"::/1", "8000::/1"}, {"::/0"}},
      {{"::/0", "203.0.113.0/24"}, {"203.0.113.0/24", "::/0"}},
      {{"2001:db8::/32", "10.0.0.0/8"}, {"10.0.0.0/8", "2001:db8::/32"}},
      {{"::fffe:0:0/96", "::ffff:0:0/96"}, {"0.0.0.0/0", "::fffe:0:0/95"}},
      {{"::/65", "0:0:0:0:8000::/65"}, {"::/64"}},
      {{"255.255.255.255/32", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"},
       {"255.255.255.255/32", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.given);
    CHECK(texts(prefixes_of(ranges_of(prefixes(row.given)))) == row.fewest);
  }
}

TEST_CASE("ranges_of: an IPv6 prefix around IPv4 leaves it out") {
  const IpRanges all = ranges_of(prefixes({"::/0"}));
  REQUIRE(all.size() == 2);
  CHECK(all[0].last == ip("::fffe:ffff:ffff"));
  CHECK(all[1].first == ip("::1:0:0:0"));
  CHECK(ranges_of(prefixes({"::/0", "0.0.0.0/0"})).size() == 1);
  CHECK(ranges_of(prefixes({"::ffff:0:0/96"})) == ranges_of(prefixes({"0.0.0.0/0"})));
}

TEST_CASE("IpCells: addresses are in one cell if and only if they are in the same sets") {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<std::vector<IpPrefix>> sets(1 + random() % 70);
    std::vector<IpAddress> asked{ip("::"), ip("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
                                 ip("0.0.0.0"), ip("255.255.255.255")};
    for (auto& set : sets) {
      for (std::uint32_t i = random() % 4; i > 0; --i) {
        const bool v4 = random() % 2 == 0;
        const auto length = static_cast<std::uint8_t>(v4 ? 96 + random() % 33 : random() % 129);
        IpPrefix one{v4 ? IpAddress{0, 0xFFFF'0000'0000ULL | (random() & 0xF00000FFU)}
                        : IpAddress{std::uint64_t{random()} << 60U, random() % 4},
                     length};
        one.address = first_of(one);
        set.push_back(one);
        for (const IpAddress& edge : {first_of(one), last_of(one)}) {
          asked.push_back(edge);
          if (edge.low != 0) asked.push_back({edge.high, edge.low - 1});
          asked.push_back({edge.high, edge.low + 1});
        }
      }
    }
    const IpCells cells(sets, 1000);
    const auto in_sets = [&](const IpAddress& address) {
      std::vector<bool> in;
      for (const auto& set : sets) {
        in.push_back(
            std::ranges::any_of(set, [&](const IpPrefix& one) { return contains(one, address); }));
      }
      return in;
    };
    std::vector<std::vector<bool>> of_cell;
    for (const IpAddress& example : cells.examples()) of_cell.push_back(in_sets(example));
    REQUIRE(of_cell.size() == cells.size());
    REQUIRE(std::set(of_cell.begin(), of_cell.end()).size() == cells.size());
    for (const IpAddress& address : asked)
      REQUIRE(of_cell[cells.cell_of(address)] == in_sets(address));
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
      std::vector<bool> only(cells.size(), false);
      only[cell] = true;
      const IpRanges ranges = cells.ranges(only);
      REQUIRE(cells.cells_of(ranges) == only);
      REQUIRE(ranges_of(prefixes_of(ranges)) == ranges);
    }
  }
}

TEST_CASE("examples: look like hosts and prefer documentation for what is in no network") {
  struct Row {
    std::vector<Texts> sets;
    Texts examples;
  };
  const Row rows[] = {
      {{}, {"192.0.2.1"}},
      {{{"203.0.113.0/24"}}, {"192.0.2.1", "203.0.113.1"}},
      {{{"203.0.113.7/32"}}, {"192.0.2.1", "203.0.113.7"}},
      {{{"192.0.2.0/24"}}, {"198.51.100.1", "192.0.2.1"}},
      {{{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"}}, {"0.0.0.1", "192.0.2.1"}},
      {{{"0.0.0.0/0"}}, {"192.0.2.1", "2001:db8::1"}},
      {{{"10.0.0.0/8"}, {"10.1.0.0/16"}}, {"192.0.2.1", "10.0.0.1", "10.1.0.1"}},
      {{{"2001:db8::/32"}}, {"192.0.2.1", "2001:db8::1"}},
      {{{"0.0.0.0/0"}, {"2001:db8::/32"}}, {"192.0.2.1", "::1", "2001:db8::1"}},
      {{{"10.0.0.0/32"}}, {"192.0.2.1", "10.0.0.0"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.sets);
    std::vector<std::vector<IpPrefix>> sets;
    for (const Texts& set : row.sets) sets.push_back(prefixes(set));
    Texts found;
    for (const IpAddress& example : IpCells(sets, 100).examples())
      found.push_back(to_text(example));
    CHECK(found == row.examples);
  }
}

TEST_CASE("IpCells: stops above the most cells") {
  std::vector<std::vector<IpPrefix>> sets;
  for (std::uint32_t i = 0; i < 50; ++i)
    sets.push_back({{{0, 0xFFFF'0A00'0000ULL + i * 256}, 120}});
  CHECK(IpCells(sets, 51).size() == 51);
  CHECK(IpCells(sets, 50).size() > 50);
  CHECK(IpCells(sets, 20).size() > 20);
}

TEST_CASE("cells_of: nothing for ranges that cut a cell") {
  const std::vector<std::vector<IpPrefix>> sets{prefixes({"10.0.0.0/8"})};
  const IpCells cells(sets, 100);
  CHECK(cells.cells_of(ranges_of(prefixes({"10.0.0.0/8"}))) == std::vector{false, true});
  CHECK_FALSE(cells.cells_of(ranges_of(prefixes({"10.0.0.0/9"}))));
  CHECK_FALSE(cells.cells_of(ranges_of(prefixes({"10.128.0.0/9"}))));
  CHECK_FALSE(cells.cells_of(ranges_of(prefixes({"10.0.0.0/7"}))));
  CHECK_FALSE(cells.cells_of(ranges_of(prefixes({"::/0"}))));
  CHECK(cells.cells_of({}) == std::vector{false, false});
}

}  // namespace
}  // namespace accessdrift
