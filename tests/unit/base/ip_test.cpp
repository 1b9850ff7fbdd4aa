#include "accessdrift/base/ip.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

namespace accessdrift {
namespace {

TEST_CASE("parse_ip: accepted texts print in their canonical form") {
  const std::array<std::array<const char*, 2>, 17> rows{{
      {"0.0.0.0", "0.0.0.0"},
      {"203.0.113.7", "203.0.113.7"},
      {"255.255.255.255", "255.255.255.255"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"2001:db8::0:1", "2001:db8::1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
      {"::ffff:203.0.113.7", "203.0.113.7"},
      {"::ffff:cb00:7107", "203.0.113.7"},
      {"0:0:0:0:0:FFFF:203.0.113.7", "203.0.113.7"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
  }};
  for (const auto& [text, printed] : rows) {
    CAPTURE(text);
    const auto address = parse_ip(text);
    REQUIRE(address.has_value());
    CHECK(to_text(*address) == printed);
    CHECK(parse_ip(printed) == address);
  }
}

TEST_CASE("parse_ip: refused texts") {
  for (const char* const text : {"",
                                 "1",
                                 "1.2.3",
                                 "1.2.3.4.5",
                                 "1.2.3.256",
                                 "01.2.3.4",
                                 "1.2.3.4 ",
                                 " 1.2.3.4",
                                 "1..3.4",
                                 "1.2.3.",
                                 "+1.2.3.4",
                                 "0x1.2.3.4",
                                 ":",
                                 ":::",
                                 "1:::2",
                                 "1::2::3",
                                 "1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:8:9",
                                 "1:2:3:4:5:6:7:8::",
                                 "12345::",
                                 "g::",
                                 "::1%eth0",
                                 "fe80::1%1",
                                 "[::1]",
                                 "1.2.3.4:80",
                                 "::1.2.3",
                                 "1.2.3.4::",
                                 "::1.2.3.4:5",
                                 "1:2:3:4:5:6:7:1.2.3.4",
                                 "-1::",
                                 ":1",
                                 "1:",
                                 "::ffff:1.2.3.04"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ip(text).has_value());
  }
}

/// RFC 4291 text as the C library reads it.
bool is_ip_by_inet_pton(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  const int family = text.find(':') == std::string::npos ? AF_INET : AF_INET6;
  return inet_pton(family, text.c_str(), bytes.data()) == 1;
}

TEST_CASE("parse_ip: agrees with inet_pton on mutated addresses") {
  constexpr std::array<const char*, 6> kSeeds{
      "203.0.113.7", "2001:db8::1:0:0:1", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "::", "1::8"};
  constexpr std::string_view kAlphabet = "0129fF:.:.:";
  std::mt19937 random(7);
  for (int round = 0; round < 200'000; ++round) {
    std::string text = kSeeds[random() % kSeeds.size()];
    for (auto edits = random() % 4; edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0)
        text.erase(at, 1);
      else
        text.insert(at, 1, kAlphabet[random() % kAlphabet.size()]);
    }
    CAPTURE(text);
    const auto address = parse_ip(text);
    REQUIRE(address.has_value() == is_ip_by_inet_pton(text));
    if (address) REQUIRE(parse_ip(to_text(*address)) == address);
  }
}

TEST_CASE("parse_prefix: accepted blocks") {
  const std::array<std::array<const char*, 2>, 9> rows{{
      {"203.0.113.0/24", "203.0.113.0/24"},
      {"203.0.113.7", "203.0.113.7/32"},
      {"0.0.0.0/0", "0.0.0.0/0"},
      {"::ffff:203.0.113.0/120", "203.0.113.0/24"},
      {"::ffff:0:0/96", "0.0.0.0/0"},
      {"::/0", "::/0"},
      {"2001:db8::/32", "2001:db8::/32"},
      {"2001:db8::1", "2001:db8::1/128"},
      {"::fffe:0:0/95", "::fffe:0:0/95"},
  }};
  for (const auto& [text, printed] : rows) {
    CAPTURE(text);
    const ParsedPrefix parsed = parse_prefix(text);
    CHECK_FALSE(parsed.problem.has_value());
    CHECK(to_text(parsed.prefix) == printed);
  }
  CHECK(parse_prefix("10.0.0.0/8").prefix.length == 104);
}

TEST_CASE("parse_prefix: problems") {
  for (const char* const text :
       {"", "/24", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0/8", "office",
        "10.0.0.0 /8", "10.0.0.0/8 "}) {
    CAPTURE(text);
    CHECK(parse_prefix(text).problem == PrefixProblem::NotAPrefix);
  }
  for (const char* const text : {"10.0.0.0/33", "10.0.0.0/99999999999999999999", "::/129"}) {
    CAPTURE(text);
    CHECK(parse_prefix(text).problem == PrefixProblem::LengthOutOfRange);
  }
  const ParsedPrefix host = parse_prefix("203.0.113.7/24");
  CHECK(host.problem == PrefixProblem::HostBitsSet);
  CHECK(to_text(host.prefix) == "203.0.113.0/24");
  const ParsedPrefix wide = parse_prefix("::ffff:10.0.0.0/24");
  CHECK(wide.problem == PrefixProblem::HostBitsSet);
  CHECK(to_text(wide.prefix) == "::/24");
}

TEST_CASE("contains: an address block and its edges") {
  struct Row {
    const char* prefix;
    const char* address;
    bool is_inside;
  };
  for (const Row& row :
       {Row{"203.0.113.0/24", "203.0.113.0", true}, Row{"203.0.113.0/24", "203.0.113.255", true},
        Row{"203.0.113.0/24", "203.0.114.0", false},
        Row{"203.0.113.0/24", "::ffff:203.0.113.9", true}, Row{"0.0.0.0/0", "255.0.0.1", true},
        Row{"0.0.0.0/0", "::1", false}, Row{"::/0", "::1", true}, Row{"::/0", "203.0.113.7", false},
        Row{"::/80", "203.0.113.7", false}, Row{"::fffe:0:0/95", "::fffe:1:2", true},
        Row{"::fffe:0:0/95", "1.2.3.4", false}, Row{"::ffff:0:0/96", "1.2.3.4", true},
        Row{"2001:db8::/33", "2001:db8:7fff::", true},
        Row{"2001:db8::/33", "2001:db8:8000::", false}}) {
    CAPTURE(row.prefix);
    CAPTURE(row.address);
    CHECK(contains(parse_prefix(row.prefix).prefix, *parse_ip(row.address)) == row.is_inside);
  }
}

TEST_CASE("first_of and last_of: both ends of a block") {
  const auto ends = [](const char* text) {
    const IpPrefix prefix = parse_prefix(text).prefix;
    return to_text(first_of(prefix)) + " " + to_text(last_of(prefix));
  };
  CHECK(ends("203.0.113.0/25") == "203.0.113.0 203.0.113.127");
  CHECK(ends("203.0.113.7") == "203.0.113.7 203.0.113.7");
  CHECK(ends("::/0") == ":: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  CHECK(ends("2001:db8::/64") == "2001:db8:: 2001:db8::ffff:ffff:ffff:ffff");
}

}  // namespace
}  // namespace accessdrift
