#include "accessdrift/base/posix_time_zone.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "accessdrift/base/time_text.h"

namespace accessdrift {
namespace {

constexpr int kHour = 3'600;

PosixTimeZone zone(const std::string& text) {
  const auto parsed = PosixTimeZone::parse(text);
  REQUIRE_MESSAGE(parsed, text);
  return *parsed;
}

Instant at(const std::string& text) {
  const auto parsed = parse_instant(text);
  REQUIRE_MESSAGE(parsed, text);
  return parsed->seconds;
}

TEST_CASE("PosixTimeZone: offsets without daylight time") {
  struct Row {
    std::string text;
    int offset;
  };
  const Row rows[] = {
      {"UTC0", 0},           {"CET-1", kHour},         {"EST5", -5 * kHour},
      {"EST+5", -5 * kHour}, {"IST-5:30", 19'800},     {"<+0545>-5:45", 20'700},
      {"<-00>0", 0},         {"ChST-10", 10 * kHour},  {"XXX-0:00:01", 1},
      {"XXX24", -86'400},    {"XXX-24:59:59", 89'999}, {"LongNameOfAZone-05:07", 18'420},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const PosixTimeZone parsed = zone(row.text);
    CHECK(parsed.offset_at(0) == row.offset);
    CHECK(parsed.offset_at(kEndOfTime) == row.offset);
    CHECK_FALSE(parsed.next_transition(0));
    CHECK_FALSE(parsed.transitions_of(2027));
  }
}

TEST_CASE("PosixTimeZone: the changes of a year") {
  struct Row {
    std::string text;
    int year;
    std::string to_daylight;
    std::string to_standard;
  };
  const Row rows[] = {
      {"CET-1CEST,M3.5.0,M10.5.0/3", 2027, "2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z"},
      {"CET-1CEST,M3.5.0,M10.5.0/3", 9999, "9999-03-28T01:00:00Z", "9999-10-31T01:00:00Z"},
      {"EST5EDT,M3.2.0,M11.1.0", 2027, "2027-03-14T07:00:00Z", "2027-11-07T06:00:00Z"},
      // Dublin: "daylight" time is the winter's and is behind.
      {"IST-1GMT0,M10.5.0,M3.5.0/1", 2027, "2027-10-31T01:00:00Z", "2027-03-28T01:00:00Z"},
      {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2027, "2027-10-02T15:30:00Z",
       "2027-04-03T15:00:00Z"},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2027, "2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z"},
      {"IST-2IDT,M3.4.4/26,M10.5.0", 2027, "2027-03-26T00:00:00Z", "2027-10-30T23:00:00Z"},
      {"EET-2EEST,M3.4.4/50,M10.4.4/50", 2027, "2027-03-27T00:00:00Z", "2027-10-29T23:00:00Z"},
      {"EET-2EEST,M4.5.5/0,M10.5.4/24", 2027, "2027-04-29T22:00:00Z", "2027-10-28T21:00:00Z"},
      {"<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", 2027, "2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z"},
      // Days of the year: February 29 is no Julian day.
      {"XXX0YYY,J59/0,J60/0", 2027, "2027-02-28T00:00:00Z", "2027-02-28T23:00:00Z"},
      {"XXX0YYY,J59/0,J60/0", 2028, "2028-02-28T00:00:00Z", "2028-02-29T23:00:00Z"},
      {"XXX0YYY,59/0,60/0", 2027, "2027-03-01T00:00:00Z", "2027-03-01T23:00:00Z"},
      {"XXX0YYY,59/0,60/0", 2028, "2028-02-29T00:00:00Z", "2028-02-29T23:00:00Z"},
      {"XXX0YYY,0/0,365/0", 2027, "2027-01-01T00:00:00Z", "2027-12-31T23:00:00Z"},
      {"XXX0YYY,J1/0,J365/0", 2028, "2028-01-01T00:00:00Z", "2028-12-30T23:00:00Z"},
      {"XXX0YYY,J1/-167,J365/167:59:59", 2028, "2027-12-25T01:00:00Z", "2029-01-06T22:59:59Z"},
      // The second hour unless said; weeks 1 to 5.
      {"XXX0YYY,M2.1.2,M2.5.2", 2028, "2028-02-01T02:00:00Z", "2028-02-29T01:00:00Z"},
      {"XXX0YYY,M2.1.1,M2.5.1", 2027, "2027-02-01T02:00:00Z", "2027-02-22T01:00:00Z"},
      {"XXX0YYY,M2.4.6,M5.5.6", 2027, "2027-02-27T02:00:00Z", "2027-05-29T01:00:00Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.year);
    const auto changes = zone(row.text).transitions_of(row.year);
    REQUIRE(changes);
    CHECK(to_text(changes->to_daylight) == row.to_daylight);
    CHECK(to_text(changes->to_standard) == row.to_standard);
  }
}

TEST_CASE("PosixTimeZone: offsets around the changes") {
  const PosixTimeZone berlin = zone("CET-1CEST,M3.5.0,M10.5.0/3");
  CHECK(berlin.offset_at(at("2080-07-01T00:00:00Z")) == 2 * kHour);
  CHECK(berlin.offset_at(at("2027-03-28T00:59:59Z")) == kHour);
  CHECK(berlin.offset_at(at("2027-03-28T01:00:00Z")) == 2 * kHour);
  CHECK(berlin.offset_at(at("2027-10-31T00:59:59Z")) == 2 * kHour);
  CHECK(berlin.offset_at(at("2027-10-31T01:00:00Z")) == kHour);
  const PosixTimeZone dublin = zone("IST-1GMT0,M10.5.0,M3.5.0/1");
  CHECK(dublin.offset_at(at("2041-07-01T00:00:00Z")) == kHour);
  CHECK(dublin.offset_at(at("2041-12-31T23:59:59Z")) == 0);
  CHECK(dublin.offset_at(at("2042-01-01T00:00:00Z")) == 0);
  const PosixTimeZone sydney = zone("AEST-10AEDT,M10.1.0,M4.1.0/3");
  CHECK(sydney.offset_at(at("2041-01-01T00:00:00Z")) == 11 * kHour);
  CHECK(sydney.offset_at(at("2041-07-01T00:00:00Z")) == 10 * kHour);
}

TEST_CASE("PosixTimeZone: daylight time all year") {
  // The examples of RFC 8536 §3.3.1 and RFC 9636 §3.3.2, and one with an overlap.
  for (const auto& [text, offset] : {std::pair{"EST5EDT,0/0,J365/25", -4 * kHour},
                                     {"XXX3EDT4,0/0,J365/23", -4 * kHour},
                                     {"EST5EDT,0/0,J365/100", -4 * kHour},
                                     {"EST5EDT,0/-30,J365/25", -4 * kHour}}) {
    CAPTURE(text);
    const PosixTimeZone parsed = zone(text);
    for (int year = 2020; year < 2032; ++year) {
      for (const Date& date : {Date{year, 1, 1}, Date{year, 6, 30}, Date{year, 12, 31}}) {
        for (int hour = 0; hour < 24; ++hour) {
          REQUIRE(parsed.offset_at(instant_of(date, {hour, 0, 0})) == offset);
        }
      }
    }
    CHECK_FALSE(parsed.next_transition(0));
  }
}

TEST_CASE("PosixTimeZone: standard time between two all-year daylight times is found") {
  // Daylight time ends an hour too early: one hour of standard time a year.
  const PosixTimeZone hourly = zone("EST5EDT,0/0,J365/24");
  CHECK(to_text(*hourly.next_transition(at("2027-06-01T00:00:00Z"))) == "2028-01-01T04:00:00Z");
  CHECK(to_text(*hourly.next_transition(at("2028-01-01T04:00:00Z"))) == "2028-01-01T05:00:00Z");
  CHECK(hourly.offset_at(at("2028-01-01T04:30:00Z")) == -5 * kHour);
  // Day 364 is the last one in most years; in a leap year it is December 30, a day of standard
  // time.
  const PosixTimeZone leap = zone("EST5EDT,0/0,364/25");
  CHECK(to_text(*leap.next_transition(at("2025-06-01T00:00:00Z"))) == "2028-12-31T05:00:00Z");
  CHECK(to_text(*leap.next_transition(at("2028-12-31T05:00:00Z"))) == "2029-01-01T05:00:00Z");
  CHECK(to_text(*leap.next_transition(at("2097-01-01T05:00:00Z"))) == "2104-12-31T05:00:00Z");
}

TEST_CASE("PosixTimeZone: changes outside their year") {
  // Starts on December 25 of the year before.
  const PosixTimeZone early = zone("XXX0YYY,J1/-167,J100/0");
  CHECK(early.offset_at(at("2026-12-25T00:59:59Z")) == 0);
  CHECK(early.offset_at(at("2026-12-25T01:00:00Z")) == kHour);
  CHECK(early.next_transition(at("2026-12-24T00:00:00Z")) == at("2026-12-25T01:00:00Z"));
  CHECK(early.next_transition(at("2026-12-25T01:00:00Z")) == at("2027-04-09T23:00:00Z"));
  // Starts and ends in the first week of the next year, the end first: all but a day of each year.
  const PosixTimeZone late = zone("XXX0YYY,J365/144,J364/144");
  CHECK(late.offset_at(at("2027-01-03T12:00:00Z")) == kHour);
  CHECK(late.next_transition(at("2027-01-03T12:00:00Z")) == at("2027-01-04T23:00:00Z"));
  CHECK(late.offset_at(at("2027-01-05T12:00:00Z")) == 0);
  CHECK(late.next_transition(at("2027-01-05T12:00:00Z")) == at("2027-01-06T00:00:00Z"));
  CHECK(late.offset_at(at("2027-01-06T00:00:00Z")) == kHour);
}

TEST_CASE("PosixTimeZone: a start and an end at one instant leave no daylight time") {
  const PosixTimeZone never = zone("XXX0YYY,J100/2,J100/3");
  CHECK(never.offset_at(at("2027-04-10T02:00:00Z")) == 0);
  CHECK(never.offset_at(at("2027-04-10T01:59:59Z")) == 0);
  CHECK_FALSE(never.next_transition(0));
}

TEST_CASE("PosixTimeZone: daylight time of the same offset is no transition") {
  const PosixTimeZone same = zone("XXX-1YYY-1,M3.5.0,M10.5.0");
  CHECK(same.offset_at(at("2027-07-01T00:00:00Z")) == kHour);
  CHECK_FALSE(same.next_transition(0));
}

TEST_CASE("PosixTimeZone: next_transition agrees with a scan of random rules") {
  std::mt19937 random(17);
  const auto number = [&](int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
  };
  const auto day = [&](int least_month, int most_month) {
    return "M" + std::to_string(number(least_month, most_month)) + "." +
           std::to_string(number(1, 5)) + "." + std::to_string(number(0, 6)) + "/" +
           std::to_string(number(-167, 167));
  };
  for (int i = 0; i < 60; ++i) {
    const bool is_north = number(0, 1) == 0;
    const std::string text =
        "XXX" + std::to_string(number(-12, 12)) + "YYY" + std::to_string(number(-13, 13)) + "," +
        (is_north ? day(2, 5) : day(8, 11)) + "," + (is_north ? day(8, 11) : day(2, 5));
    CAPTURE(text);
    const PosixTimeZone parsed = zone(text);
    const Instant begin = instant_of({number(1, 9'990), 1, 1});
    const Instant end = begin + 3 * 366 * kSecondsPerDay;
    std::vector<Instant> scanned;
    for (Instant hour = begin + kHour; hour <= end; hour += kHour) {
      if (parsed.offset_at(hour) != parsed.offset_at(hour - kHour)) scanned.push_back(hour);
    }
    std::vector<Instant> told;
    for (auto next = parsed.next_transition(begin); next && *next <= end;
         next = parsed.next_transition(*next)) {
      told.push_back(*next);
      REQUIRE(parsed.next_transition(*next - 1) == next);
    }
    REQUIRE(told == scanned);
  }
}

TEST_CASE("PosixTimeZone: refused") {
  for (const std::string text : {"",
                                 "UTC",
                                 "UT0",
                                 "U1C0",
                                 "0",
                                 "UTC0 ",
                                 " UTC0",
                                 "UTC25",
                                 "UTC-25",
                                 "UTC0:60",
                                 "UTC0:00:60",
                                 "UTC0:",
                                 "UTC:30",
                                 "UTC--1",
                                 "<+03-3",
                                 "<+0>-3",
                                 "<>3",
                                 "<+0 3>-3",
                                 "+03-3",
                                 "CET-1CEST",
                                 "CET-1CEST-2",
                                 "CET-1CEST,",
                                 "CET-1CEST,M3.5.0",
                                 "CET-1CEST,M3.5.0,",
                                 "CET-1CEST,M3.5.0,M10.5.0/3,",
                                 "CET-1CEST,M3.5.0,M10.5.0/3x",
                                 "CET-1CEST,M13.5.0,M10.5.0",
                                 "CET-1CEST,M0.5.0,M10.5.0",
                                 "CET-1CEST,M3.6.0,M10.5.0",
                                 "CET-1CEST,M3.0.0,M10.5.0",
                                 "CET-1CEST,M3.5.7,M10.5.0",
                                 "CET-1CEST,M3.5,M10.5.0",
                                 "CET-1CEST,M3.5.0/168,M10.5.0",
                                 "CET-1CEST,M3.5.0/-168,M10.5.0",
                                 "CET-1CEST,M3.5.0/,M10.5.0",
                                 "CET-1CEST,J0,J10",
                                 "CET-1CEST,J366,J10",
                                 "CET-1CEST,366,10",
                                 "CET-1CEST,-1,10",
                                 "CET-1CEST,J1,J0010",
                                 "CET-1CE,M3.5.0,M10.5.0",
                                 ":Europe/Berlin",
                                 "CET-99999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(PosixTimeZone::parse(text));
  }
  CHECK_FALSE(PosixTimeZone::parse(std::string("UTC0\0", 5)));
}

}  // namespace
}  // namespace accessdrift
