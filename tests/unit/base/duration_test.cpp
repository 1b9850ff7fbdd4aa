#include "accessdrift/base/duration.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace accessdrift {
namespace {

TEST_CASE("parse_duration: accepted") {
  struct Row {
    std::string text;
    WrittenDuration expected;
  };
  const Row rows[] = {
      {"0", {0, 0, false}},
      {"-0", {0, 0, false}},
      {"+0", {0, 0, false}},
      {"0s", {0, 0, false}},
      {"-0.0s", {0, 0, false}},
      {"1h30m", {5'400, 0, false}},
      {"+1h30m", {5'400, 0, false}},
      {"30m1h", {5'400, 0, false}},
      {"1m1m", {120, 0, false}},
      {"-2.5h", {-9'000, 0, false}},
      {"1.5h", {5'400, 0, false}},
      {"1.h", {3'600, 0, false}},
      {".5h", {1'800, 0, false}},
      {"90s", {90, 0, false}},
      {"500ms", {0, 500'000'000, true}},
      {"1000ms", {1, 0, false}},
      {"500ms500ms", {1, 0, false}},
      {"1500us", {0, 1'500'000, true}},
      {"7ns", {0, 7, true}},
      {"-7ns", {-1, 999'999'993, true}},
      {"-2.5s", {-3, 500'000'000, true}},
      {"-1m0.5s", {-61, 500'000'000, true}},
      {"0.0000000001s", {0, 0, true}},
      {"-0.0000000001s", {-1, 999'999'999, true}},
      {"-0.9999999999s", {-1, 0, true}},
      {"1.9ns", {0, 1, true}},
      {"0.1h", {360, 0, false}},
      {"0.00027777777777777777h", {0, 999'999'999, true}},
      {"0.33333333333333333333333333333333333333h", {1'199, 999'999'999, true}},
      {"1.000000000000000000000000000000000000000s", {1, 0, false}},
      {"000000000000000000000000000000000000001s", {1, 0, false}},
      {"9223372036s", {kLongestDuration, 0, false}},
      {"-9223372036s", {-kLongestDuration, 0, false}},
      {"2562047h", {9'223'369'200, 0, false}},
      {"9223372036854775807ns", {9'223'372'036, 854'775'807, true}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto parsed = parse_duration(row.text);
    REQUIRE(parsed);
    CHECK(parsed->seconds == row.expected.seconds);
    CHECK(parsed->nanoseconds == row.expected.nanoseconds);
    CHECK(parsed->has_fraction == row.expected.has_fraction);
  }
}

TEST_CASE("parse_duration: refused") {
  for (const std::string text : {"",
                                 "-",
                                 "+",
                                 "--1s",
                                 "-+1s",
                                 "1",
                                 "00",
                                 "0.0",
                                 "s",
                                 ".s",
                                 "-.s",
                                 ".",
                                 "1.2.3s",
                                 "1S",
                                 "1d",
                                 "1sec",
                                 "1 s",
                                 " 1s",
                                 "1s ",
                                 "1h 30m",
                                 "1h-30m",
                                 "1e3s",
                                 "1µs",
                                 "1h30",
                                 "ns1",
                                 "1_000s",
                                 "0x10s",
                                 "9223372037s",
                                 "-9223372037s",
                                 "2562048h",
                                 "9223372036s1s",
                                 "9223372036854775807h",
                                 "9223372036854775808ns",
                                 "99999999999999999999999s",
                                 "9223372036854775807s9223372036854775807s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("parse_duration: whole numbers of each unit add up") {
  std::mt19937_64 random(12);
  std::uniform_int_distribution<std::int64_t> any(0, 1'000'000);
  for (int i = 0; i < 2'000; ++i) {
    const std::int64_t h = any(random);
    const std::int64_t m = any(random);
    const std::int64_t s = any(random);
    const std::int64_t ms = any(random);
    const std::string text = std::to_string(h) + "h" + std::to_string(m) + "m" + std::to_string(s) +
                             "s" + std::to_string(ms) + "ms";
    CAPTURE(text);
    const std::int64_t milliseconds = ((h * 60 + m) * 60 + s) * 1'000 + ms;
    const auto parsed = parse_duration(text);
    const auto negative = parse_duration("-" + text);
    REQUIRE(parsed);
    REQUIRE(negative);
    REQUIRE(parsed->seconds * 1'000 + parsed->nanoseconds / 1'000'000 == milliseconds);
    REQUIRE(negative->seconds * 1'000 + negative->nanoseconds / 1'000'000 == -milliseconds);
    REQUIRE(parsed->has_fraction == (milliseconds % 1'000 != 0));
  }
}

}  // namespace
}  // namespace accessdrift
