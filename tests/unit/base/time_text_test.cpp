#include "accessdrift/base/time_text.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace accessdrift {
namespace {

TEST_CASE("parse_date: accepted") {
  CHECK(parse_date("2027-01-31") == Date{2027, 1, 31});
  CHECK(parse_date("2024-02-29") == Date{2024, 2, 29});
  CHECK(parse_date("0000-02-29") == Date{0, 2, 29});
  CHECK(parse_date("9999-12-31") == Date{9999, 12, 31});
}

TEST_CASE("parse_date: refused") {
  for (const char* const text : {"", "2027", "2027-1-31", "2027-13-01", "2027-02-29", "2027-00-10",
                                 "2027-01-00", "2027-01-31T", "2027-01-31x", "2027-01-31T18:00:00Z",
                                 " 2027-01-31", "+2027-01-31", "20270131", "2027/01/31"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("parse_instant: accepted") {
  struct Row {
    const char* text;
    WrittenInstant expected;
  };
  const Row rows[] = {
      {"1970-01-01T00:00:00Z", {0, 0, false}},
      {"2027-01-31T18:00:00Z", {1'801'418'400, 0, false}},
      {"2027-01-31T18:00:00+02:00", {1'801'411'200, 0, false}},
      {"2027-01-31T18:00:00-11:30", {1'801'459'800, 0, false}},
      {"2027-01-31T18:00:00-00:00", {1'801'418'400, 0, false}},
      {"2027-01-31T18:00:00+23:59", {1'801'332'060, 0, false}},
      {"2027-01-31T18:00:00.250Z", {1'801'418'400, 250'000'000, true}},
      {"2027-01-31T18:00:00.000Z", {1'801'418'400, 0, false}},
      {"2027-01-31T18:00:00.0000000001Z", {1'801'418'400, 0, true}},
      {"2027-01-31T18:00:00.1234567899-01:00", {1'801'422'000, 123'456'789, true}},
      {"1969-12-31T23:59:59.5Z", {-1, 500'000'000, true}},
      {"0001-01-01T00:00:00Z", {kFirstInstant, 0, false}},
      {"0001-01-01T00:00:00+00:01", {kFirstInstant - 60, 0, false}},
      {"9999-12-31T23:59:59Z", {kEndOfTime - 1, 0, false}},
      {"9999-12-31T23:59:59-00:01", {kEndOfTime + 59, 0, false}},
      {"0000-01-01T00:00:00Z", {kFirstInstant - 366 * kSecondsPerDay, 0, false}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto parsed = parse_instant(row.text);
    REQUIRE(parsed);
    CHECK(*parsed == row.expected);
  }
}

TEST_CASE("parse_instant: refused") {
  for (const char* const text : {"",
                                 "2027-01-31",
                                 "2027-01-31T",
                                 "2027-01-31 18:00:00Z",
                                 "2027-01-31t18:00:00Z",
                                 "2027-01-31T18:00Z",
                                 "2027-01-31T24:00:00Z",
                                 "2027-01-31T18:60:00Z",
                                 "2027-01-31T18:00:60Z",
                                 "2027-01-31T18:00:00",
                                 "2027-01-31T18:00:00.Z",
                                 "2027-01-31T18:00:00.5",
                                 "2027-01-31T18:00:00,5Z",
                                 "2027-01-31T18:00:00z",
                                 "2027-01-31T18:00:00+2:00",
                                 "2027-01-31T18:00:00+24:00",
                                 "2027-01-31T18:00:00+02:60",
                                 "2027-01-31T18:00:00+0200",
                                 "2027-01-31T18:00:00+02",
                                 "2027-01-31T18:00:00Z ",
                                 "2027-01-31T18:00:00ZZ",
                                 "2027-01-31x",
                                 "2027-02-29T18:00:00Z",
                                 "12027-01-31T18:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text));
  }
}

TEST_CASE("to_text: known instants") {
  CHECK(to_text(0) == "1970-01-01T00:00:00Z");
  CHECK(to_text(1'801'418'400) == "2027-01-31T18:00:00Z");
  CHECK(to_text(kFirstInstant) == "0001-01-01T00:00:00Z");
  CHECK(to_text(kEndOfTime - 1) == "9999-12-31T23:59:59Z");
  CHECK(to_text(kEndOfTime) == "10000-01-01T00:00:00Z");
}

TEST_CASE("to_text: parse_instant reads it back") {
  std::mt19937_64 random(11);
  std::uniform_int_distribution<Instant> any(kFirstInstant - 366 * kSecondsPerDay, kEndOfTime - 1);
  for (int i = 0; i < 20'000; ++i) {
    const Instant at = any(random);
    CAPTURE(at);
    REQUIRE(parse_instant(to_text(at)) == WrittenInstant{at, 0, false});
  }
}

}  // namespace
}  // namespace accessdrift
