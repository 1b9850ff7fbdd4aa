#include "accessdrift/base/calendar.h"

#include <doctest/doctest.h>

#include <chrono>
#include <ctime>
#include <random>

namespace accessdrift {
namespace {

CivilTime by_chrono(Instant instant) {
  namespace chrono = std::chrono;
  const chrono::sys_seconds point{chrono::seconds{instant}};
  const auto day = chrono::floor<chrono::days>(point);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss time{point - day};
  const auto new_year = chrono::sys_days{date.year() / 1 / 1};
  return {{int{date.year()}, static_cast<int>(unsigned{date.month()}),
           static_cast<int>(unsigned{date.day()})},
          {static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
           static_cast<int>(time.seconds().count())},
          static_cast<int>(chrono::weekday{day}.iso_encoding()) - 1,
          static_cast<int>((day - new_year).count())};
}

CivilTime by_gmtime(Instant instant) {
  std::tm fields{};
  const std::time_t time = instant;
  gmtime_r(&time, &fields);
  return {{fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday},
          {fields.tm_hour, fields.tm_min, fields.tm_sec},
          (fields.tm_wday + 6) % 7,
          fields.tm_yday};
}

TEST_CASE("civil_time: every day of the years -1 to 10001 is as in std::chrono, and back") {
  constexpr Instant kBegin = kFirstInstant - 800 * kSecondsPerDay;
  constexpr Instant kEnd = kEndOfTime + 800 * kSecondsPerDay;
  std::int64_t wrong = 0;
  for (Instant at = kBegin; at < kEnd; at += kSecondsPerDay) {
    const CivilTime civil = civil_time(at);
    const bool is_right = civil == by_chrono(at) && civil_time(at - 1) == by_chrono(at - 1) &&
                          instant_of(civil.date) == at && is_date(civil.date) &&
                          end_of_day_utc(civil.date) == at + kSecondsPerDay &&
                          next_day(civil.date) == civil_time(at + kSecondsPerDay).date;
    if (!is_right) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("civil_time: random instants are as in std::chrono and gmtime_r, and back") {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<Instant> any(kFirstInstant, kEndOfTime - 1);
  std::uniform_int_distribution<int> any_offset(-93'599, 93'599);
  for (int i = 0; i < 20'000; ++i) {
    const Instant at = any(random);
    const int offset = any_offset(random);
    CAPTURE(at);
    CAPTURE(offset);
    const CivilTime civil = civil_time(at, offset);
    REQUIRE(civil == by_chrono(at + offset));
    REQUIRE(civil == by_gmtime(at + offset));
    REQUIRE(instant_of(civil.date, civil.time, offset) == at);
    REQUIRE(minute_of_week(at, offset) ==
            civil.weekday * kMinutesPerDay + civil.time.hour * 60 + civil.time.minute);
  }
}

TEST_CASE("civil_time: far years are exact") {
  std::mt19937_64 random(8);
  std::uniform_int_distribution<int> any_year(-1'000'000, 1'000'000);
  for (int i = 0; i < 2'000; ++i) {
    const int year = any_year(random);
    CAPTURE(year);
    const Date leap{year, 3, 1};
    const Instant at = instant_of(leap);
    REQUIRE(civil_time(at).date == leap);
    REQUIRE(civil_time(at - 1).date == Date{year, 2, is_leap_year(year) ? 29 : 28});
    REQUIRE(instant_of({year + 400, 3, 1}) == at + kCalendarCycle);
  }
}

TEST_CASE("minute_of_week: known instants") {
  CHECK(minute_of_week(0) == 3 * 1440);       // a Thursday
  CHECK(minute_of_week(-1) == 3 * 1440 - 1);  // Wednesday 23:59:59
  CHECK(minute_of_week(4 * 86'400) == 0);     // a Monday
  CHECK(minute_of_week(4 * 86'400 - 1) == 10'079);
  CHECK(minute_of_week(4 * 86'400, -1) == 10'079);
  CHECK(minute_of_week(4 * 86'400 + 59, 1) == 1);
}

TEST_CASE("is_date: ends of months and years") {
  CHECK(is_date({2024, 2, 29}));
  CHECK(is_date({2000, 2, 29}));
  CHECK(is_date({0, 2, 29}));
  CHECK_FALSE(is_date({1900, 2, 29}));
  CHECK_FALSE(is_date({2027, 2, 29}));
  CHECK_FALSE(is_date({2027, 4, 31}));
  CHECK_FALSE(is_date({2027, 0, 1}));
  CHECK_FALSE(is_date({2027, 13, 1}));
  CHECK_FALSE(is_date({2027, 1, 0}));
}

TEST_CASE("is_in_range: the years 1 to 9999") {
  CHECK(instant_of({1, 1, 1}) == kFirstInstant);
  CHECK(end_of_day_utc({9999, 12, 31}) == kEndOfTime);
  CHECK(is_in_range(kFirstInstant));
  CHECK_FALSE(is_in_range(kFirstInstant - 1));
  CHECK(is_in_range(kEndOfTime - 1));
  CHECK_FALSE(is_in_range(kEndOfTime));
}

}  // namespace
}  // namespace accessdrift
