#include "accessdrift/base/time_zone.h"

#include <doctest/doctest.h>

#include <functional>
#include <limits>
#include <random>
#include <string>

#include "accessdrift/base/time_text.h"
#include "accessdrift/base/zone_file_data.h"
#include "tests/unit/base/zone_file_sample.h"

namespace accessdrift::test {
namespace {

constexpr int kHour = 3'600;

/// Local mean time, then UTC+1; daylight time by rule from 2000 on.
ZoneFileSample sample() {
  ZoneFileSample zone;
  zone.types = {{3'208, 0, 0}, {kHour, 0, 0}, {2 * kHour, 1, 0}, {kHour, 0, 1}};
  zone.transitions = {{-1'000'000, 1}, {0, 2}, {1'000'000, 1}, {2'000'000, 3}, {954'032'400, 2}};
  zone.names = std::string("CET\0CEST\0", 9);
  zone.rule = "CET-1CEST,M3.5.0,M10.5.0/3";
  return zone;
}

std::optional<TimeZone> parse(const ZoneFileSample& zone) {
  return TimeZone::parse(zone_file_bytes(zone));
}

TEST_CASE("TimeZone: before, between and after the transitions") {
  const auto zone = parse(sample());
  REQUIRE(zone);
  CHECK(zone->offset_at(kFirstInstant) == 3'208);
  CHECK(zone->offset_at(-1'000'001) == 3'208);
  CHECK(zone->offset_at(-1'000'000) == kHour);
  CHECK(zone->offset_at(-1) == kHour);
  CHECK(zone->offset_at(0) == 2 * kHour);
  CHECK(zone->offset_at(999'999) == 2 * kHour);
  CHECK(zone->offset_at(1'000'000) == kHour);
  CHECK(zone->offset_at(954'032'399) == kHour);
  CHECK(zone->offset_at(954'032'400) == 2 * kHour);
  CHECK(zone->offset_at(kEndOfTime - 1) == kHour);
  CHECK(zone->regular_from() == 954'032'400);
}

TEST_CASE("TimeZone: next_transition passes over what changes no offset, and goes on by rule") {
  const auto zone = parse(sample());
  REQUIRE(zone);
  CHECK(zone->next_transition(kFirstInstant) == -1'000'000);
  CHECK(zone->next_transition(-1'000'001) == -1'000'000);
  CHECK(zone->next_transition(-1'000'000) == 0);
  CHECK(zone->next_transition(0) == 1'000'000);
  CHECK(zone->next_transition(1'000'000) == 954'032'400);
  CHECK(zone->next_transition(954'032'399) == 954'032'400);
  CHECK(to_text(*zone->next_transition(954'032'400)) == "2000-10-29T01:00:00Z");
  CHECK(to_text(*zone->next_transition(kEndOfTime - 1)) == "10000-03-26T01:00:00Z");
}

TEST_CASE("TimeZone: the rule does not reach back before the last transition") {
  ZoneFileSample late = sample();
  late.transitions = {{0, 1}, {2'017'000'000, 3}};  // the second, of 2033, changes no offset
  const auto zone = parse(late);
  REQUIRE(zone);
  CHECK(to_text(*zone->next_transition(0)) == "2034-03-26T01:00:00Z");
  CHECK(zone->offset_at(1'800'000'000) == kHour);
  CHECK(zone->offset_at(1'815'000'000) == kHour);  // July 2027
}

TEST_CASE("TimeZone: without transitions the rule holds at all times") {
  ZoneFileSample fixed = sample();
  fixed.transitions.clear();
  const auto zone = parse(fixed);
  REQUIRE(zone);
  CHECK(zone->offset_at(kFirstInstant) == kHour);
  CHECK(to_text(*zone->next_transition(kFirstInstant)) == "0001-03-25T01:00:00Z");
  CHECK(zone->regular_from() == kFirstInstant);
}

TEST_CASE("TimeZone: without a rule the last type stays") {
  ZoneFileSample ending = sample();
  ending.rule.clear();
  for (const char version : {'\0', '2'}) {
    ending.version = version;
    const auto zone = parse(ending);
    REQUIRE(zone);
    CHECK(zone->offset_at(-1'000'001) == 3'208);
    CHECK(zone->offset_at(-1'000'000) == kHour);
    CHECK(zone->offset_at(kEndOfTime - 1) == 2 * kHour);
    CHECK_FALSE(zone->next_transition(954'032'400));
  }
}

TEST_CASE("TimeZone: a transition at the Big Bang, as some files have it") {
  ZoneFileSample old = sample();
  old.transitions = {{-(std::int64_t{1} << 59U), 1}};
  const auto zone = parse(old);
  REQUIRE(zone);
  CHECK(zone->offset_at(kFirstInstant) == kHour);
  CHECK(to_text(*zone->next_transition(kFirstInstant)) == "0001-03-25T01:00:00Z");
  CHECK(zone->regular_from() == kFirstInstant);
}

TEST_CASE("TimeZone: refused files") {
  using Change = std::function<void(ZoneFileSample&)>;
  const std::pair<const char*, Change> rows[] = {
      {"leap seconds", [](auto& zone) { zone.leap_seconds = 1; }},
      {"version 1 letter", [](auto& zone) { zone.version = '1'; }},
      {"version 5", [](auto& zone) { zone.version = '5'; }},
      {"no types", [](auto& zone) { zone.types.clear(), zone.transitions.clear(); }},
      {"no names", [](auto& zone) { zone.names.clear(); }},
      {"unknown type", [](auto& zone) { zone.transitions[1].second = 4; }},
      {"unknown name", [](auto& zone) { zone.types[3].name = 9; }},
      {"daylight mark", [](auto& zone) { zone.types[2].is_daylight = 2; }},
      {"offset too low", [](auto& zone) { zone.types[0].offset = -90'000; }},
      {"offset too high", [](auto& zone) { zone.types[0].offset = 93'600; }},
      {"least offset",
       [](auto& zone) { zone.types[0].offset = std::numeric_limits<std::int32_t>::min(); }},
      {"equal instants", [](auto& zone) { zone.transitions[1].first = -1'000'000; }},
      {"falling instants", [](auto& zone) { zone.transitions[1].first = -1'000'001; }},
      {"standard marks", [](auto& zone) { zone.standard_marks = std::string(3, '\0'); }},
      {"UTC marks", [](auto& zone) { zone.utc_marks = std::string(5, '\0'); }},
      {"rule", [](auto& zone) { zone.rule = "CET-1CEST"; }},
      {"rule of two lines", [](auto& zone) { zone.rule = "CET-1\n"; }},
      {"rule of another offset", [](auto& zone) { zone.rule = "CET-1"; }},
      {"after the year 9999",
       [](auto& zone) {
         zone.transitions.push_back({kEndOfTime, 1}), zone.rule = "CET-1";
       }},
      {"last instant of all",
       [](auto& zone) {
         zone.transitions.push_back({std::numeric_limits<std::int64_t>::max(), 1});
       }},
  };
  for (const auto& [name, change] : rows) {
    CAPTURE(name);
    ZoneFileSample zone = sample();
    change(zone);
    CHECK_FALSE(parse(zone));
  }
}

TEST_CASE("TimeZone: accepted at the limits") {
  ZoneFileSample zone = sample();
  zone.types[0].offset = -89'999;
  zone.standard_marks = std::string(4, '\0');
  zone.utc_marks = std::string(4, '\0');
  for (const char version : {'2', '3', '4'}) {
    zone.version = version;
    CHECK(parse(zone));
  }
}

TEST_CASE("TimeZone: no part of a file is one, and nothing may follow") {
  for (const char version : {'\0', '2'}) {
    ZoneFileSample zone = sample();
    zone.version = version;
    const std::string bytes = zone_file_bytes(zone);
    REQUIRE(TimeZone::parse(bytes));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      // A copy of its own size, so that the sanitizer sees what is read beyond it.
      const std::vector<char> prefix(bytes.data(), bytes.data() + size);
      REQUIRE_FALSE(TimeZone::parse({prefix.data(), prefix.size()}));
    }
    CHECK_FALSE(TimeZone::parse(bytes + "\n"));
    CHECK_FALSE(TimeZone::parse(bytes + "x"));
    CHECK_FALSE(TimeZone::parse(bytes + bytes));
  }
}

TEST_CASE("TimeZone: counts that the file does not hold") {
  const std::string bytes = zone_file_bytes(sample());
  for (std::size_t at = 0; at + 4 <= bytes.size(); ++at) {
    std::string broken = bytes;
    broken.replace(at, 4, 4, '\xFF');
    const auto zone = TimeZone::parse(broken);
    if (zone) CHECK(zone->offset_at(0) <= 93'599);
  }
}

TEST_CASE("TimeZone: random damage gives a zone or nothing") {
  std::mt19937 random(19);
  const std::string bytes = zone_file_bytes(sample());
  for (int i = 0; i < 20'000; ++i) {
    std::string broken = bytes;
    for (int j = static_cast<int>(random() % 4); j >= 0; --j) {
      broken[random() % broken.size()] = static_cast<char>(random());
    }
    const auto zone = TimeZone::parse(broken);
    if (!zone) continue;
    for (const Instant at : {kFirstInstant, Instant{0}, kEndOfTime}) {
      REQUIRE(zone->offset_at(at) >= -89'999);
      REQUIRE(zone->offset_at(at) <= 93'599);
      const auto next = zone->next_transition(at);
      if (next) REQUIRE(*next > at);
    }
  }
}

TEST_CASE("is_zone_name: table") {
  for (const char* const name : {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires",
                                 "Etc/GMT+5", "Etc/GMT-14", "GB-Eire", "EST5EDT"}) {
    CAPTURE(name);
    CHECK(is_zone_name(name));
  }
  for (const char* const name :
       {"", "/", "/UTC", "UTC/", "Europe//Berlin", "..", "../UTC", "Europe/../UTC", "Europe/.",
        "zone.tab", "Europe/Ber lin", "Europe\\Berlin", "Zürich", "UTC\n", ":UTC", "~/UTC"}) {
    CAPTURE(name);
    CHECK_FALSE(is_zone_name(name));
  }
  CHECK(is_zone_name(std::string(255, 'a')));
  CHECK_FALSE(is_zone_name(std::string(256, 'a')));
  CHECK_FALSE(is_zone_name(std::string_view("UTC\0", 4)));
}

}  // namespace
}  // namespace accessdrift::test
