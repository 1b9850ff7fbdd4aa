#include "accessdrift/region/nested_networks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {
namespace {

std::vector<IpPrefix> networks(const std::vector<std::string_view>& texts) {
  std::vector<IpPrefix> all;
  for (const std::string_view text : texts) all.push_back(parse_prefix(text).prefix);
  return all;
}

std::string told(const std::vector<std::string_view>& listed, bool is_complement) {
  const auto nested = nested_networks(networks(listed), is_complement);
  if (!nested) return "as listed";
  std::string text = "in";
  for (const IpPrefix& one : nested->in) text += ' ' + to_text(one);
  if (!nested->outside.empty()) text += " outside";
  for (const IpPrefix& one : nested->outside) text += ' ' + to_text(one);
  return text;
}

TEST_CASE("nested_networks: a network but for a part of it") {
  CHECK(told({"10.0.0.0/9", "10.128.0.0/10", "10.192.0.0/11", "10.224.0.0/12"}, false) ==
        "in 10.0.0.0/8 outside 10.240.0.0/12");
  CHECK(told({"0.0.0.0/5", "8.0.0.0/7", "10.0.8.0/23", "11.0.0.0/8", "12.0.0.0/6", "16.0.0.0/4",
              "32.0.0.0/3", "64.0.0.0/2", "128.0.0.0/1", "::/0"},
             true) == "in 10.0.0.0/8 outside 10.0.8.0/23");
}

TEST_CASE("nested_networks: several, of IPv6 those of the list") {
  CHECK(told({"10.0.0.0/16", "10.2.0.0/15", "10.4.0.0/14", "10.8.0.0/13", "10.16.0.0/12",
              "10.32.0.0/11", "10.64.0.0/10", "10.128.0.0/9", "192.168.0.0/17", "192.168.128.0/18",
              "192.168.192.0/19", "2001:db8::/32"},
             false) ==
        "in 10.0.0.0/8 192.168.0.0/16 2001:db8::/32 outside 10.1.0.0/16 192.168.224.0/19");
  // Not much shorter, and of both kinds.
  CHECK(told({"10.0.0.0/9", "10.128.0.0/10", "10.192.0.0/11", "192.168.0.0/17", "192.168.128.0/18",
              "192.168.192.0/19", "2001:db8::/32"},
             false) == "as listed");
}

TEST_CASE("nested_networks: nothing where a list is as short") {
  CHECK(told({"10.0.0.0/8"}, false) == "as listed");
  CHECK(told({"10.0.0.0/8"}, true) == "as listed");
  CHECK(told({"10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12"}, false) == "as listed");
  CHECK(told({"10.0.0.0/8", "192.168.0.0/16", "2001:db8::/32"}, true) == "as listed");
  CHECK(told({"0.0.0.0/0", "::/0"}, false) == "as listed");
  CHECK(told({}, false) == "as listed");
}

TEST_CASE("nested_networks: the same addresses, and fewer networks") {
  std::mt19937 random(7);
  std::size_t nested_ones = 0;
  for (int tried = 0; tried < 2'000; ++tried) {
    std::vector<IpPrefix> listed;
    for (std::uint32_t at = 0; at < 64;) {  // of 10.0.0.0/26, in pieces of up to 8 addresses
      const std::uint32_t bits = random() % 4;
      const std::uint32_t size = 1U << bits;
      if (at % size != 0) continue;
      const std::string piece = "10.0.0." + std::to_string(at) + '/' + std::to_string(32U - bits);
      if (random() % 3 != 0) listed.push_back(parse_prefix(piece).prefix);
      at += size;
    }
    const bool is_complement = random() % 2 == 0;
    const auto nested = nested_networks(listed, is_complement);
    if (!nested) continue;
    ++nested_ones;
    CHECK(nested->in.size() + nested->outside.size() < listed.size());
    const auto holds = [](const std::vector<IpPrefix>& all, const IpAddress& address) {
      return std::ranges::any_of(all, [&](const IpPrefix& one) { return contains(one, address); });
    };
    for (std::uint32_t at = 0; at < 70; ++at) {
      const IpAddress address = *parse_ip("10.0.0." + std::to_string(at));
      const bool is_told = holds(nested->in, address) && !holds(nested->outside, address);
      REQUIRE(is_told == (holds(listed, address) != is_complement));
    }
  }
  CHECK(nested_ones > 500);
}

}  // namespace
}  // namespace accessdrift
