#include <doctest/doctest.h>

#include "accessdrift/base/time_text.h"
#include "accessdrift/base/time_window.h"
#include "tests/unit/base/zone_file_sample.h"

namespace accessdrift::test {
namespace {

TimeZone zone_of(const std::string& rule, std::int32_t offset) {
  ZoneFileSample sample;
  sample.types[0].offset = offset;
  sample.rule = rule;
  const auto zone = TimeZone::parse(zone_file_bytes(sample));
  REQUIRE(zone);
  return *zone;
}

bool holds(const TimeWindow& window, const TimeZone& zone, Instant instant) {
  return contains(window.minutes, minute_of_week(instant, zone.offset_at(instant)));
}

TEST_CASE("holds: by the local clock, over daylight-saving changes") {
  struct Row {
    const char* window;
    const char* instant;
    bool holds;
  };
  // In 2027 clocks in Berlin go forward on Sunday, March 28 and back on Sunday, October 31.
  const Row rows[] = {
      {"Mon-Fri 08:00-18:00 Europe/Berlin", "2027-01-29T06:59:59Z", false},  // a Friday
      {"Mon-Fri 08:00-18:00 Europe/Berlin", "2027-01-29T07:00:00Z", true},
      {"Mon-Fri 08:00-18:00 Europe/Berlin", "2027-01-29T16:59:59Z", true},
      {"Mon-Fri 08:00-18:00 Europe/Berlin", "2027-01-29T17:00:00Z", false},
      {"Mon-Fri 08:00-18:00 Europe/Berlin", "2027-07-02T06:00:00Z", true},
      {"Mon-Fri 08:00-18:00 Europe/Berlin", "2027-07-02T16:00:00Z", false},
      {"Mon-Fri 08:00-18:00 Europe/Berlin", "2027-01-30T10:00:00Z", false},
      {"Fri 22:00-06:00 Europe/Berlin", "2027-01-29T21:00:00Z", true},
      {"Fri 22:00-06:00 Europe/Berlin", "2027-01-30T04:59:59Z", true},
      {"Fri 22:00-06:00 Europe/Berlin", "2027-01-30T05:00:00Z", false},
      {"Fri 22:00-06:00 Europe/Berlin", "2027-01-29T04:00:00Z", false},
      // 02:00 to 03:00 is left out in March and comes twice in October.
      {"Sun 02:00-03:00 Europe/Berlin", "2027-03-28T00:59:59Z", false},
      {"Sun 02:00-03:00 Europe/Berlin", "2027-03-28T01:00:00Z", false},
      {"Sun 02:00-03:00 Europe/Berlin", "2027-10-30T23:59:59Z", false},
      {"Sun 02:00-03:00 Europe/Berlin", "2027-10-31T00:00:00Z", true},
      {"Sun 02:00-03:00 Europe/Berlin", "2027-10-31T01:59:59Z", true},
      {"Sun 02:00-03:00 Europe/Berlin", "2027-10-31T02:00:00Z", false},
      {"Sat 22:00-06:00 Europe/Berlin", "2027-03-28T03:59:59Z", true},
      {"Sat 22:00-06:00 Europe/Berlin", "2027-03-28T04:00:00Z", false},
  };
  const TimeZone berlin = zone_of("CET-1CEST,M3.5.0,M10.5.0/3", 3'600);
  for (const Row& row : rows) {
    CAPTURE(row.window);
    CAPTURE(row.instant);
    const auto window = parse_time_window(row.window);
    REQUIRE(window);
    CHECK(holds(*window, berlin, parse_instant(row.instant)->seconds) == row.holds);
  }
}

TEST_CASE("holds: a local mean time with seconds changes the minute with its own clock") {
  const TimeZone mean = zone_of("LMT-0:53:28", 3'208);
  const auto window = parse_time_window("Mon 00:00-00:01 Europe/Berlin");
  REQUIRE(window);
  const Instant monday = parse_instant("1880-01-05T00:00:00Z")->seconds - 3'208;
  CHECK_FALSE(holds(*window, mean, monday - 1));
  CHECK(holds(*window, mean, monday));
  CHECK(holds(*window, mean, monday + 59));
  CHECK_FALSE(holds(*window, mean, monday + 60));
}

}  // namespace
}  // namespace accessdrift::test
