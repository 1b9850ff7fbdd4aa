#pragma once

#include <compare>
#include <cstdint>

namespace accessdrift {

/// Seconds since 1970-01-01T00:00:00Z; negative before. Proleptic Gregorian, no leap seconds.
using Instant = std::int64_t;

inline constexpr Instant kSecondsPerDay = 86'400;
inline constexpr Instant kSecondsPerWeek = 7 * kSecondsPerDay;
inline constexpr int kMinutesPerDay = 1'440;
inline constexpr int kMinutesPerWeek = 10'080;
/// The Gregorian calendar repeats after 400 years, which are whole weeks.
inline constexpr Instant kCalendarCycle = 146'097 * kSecondsPerDay;

/// Conditions know the years 1 to 9999 (CEL's timestamps): [kFirstInstant, kEndOfTime).
inline constexpr Instant kFirstInstant = -62'135'596'800;
inline constexpr Instant kEndOfTime = 253'402'300'800;
[[nodiscard]] constexpr bool is_in_range(Instant instant) {
  return instant >= kFirstInstant && instant < kEndOfTime;
}

struct Date {
  int year = 1970;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  int second = 0;
  friend constexpr auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};

/// What a calendar and a clock on the wall show.
struct CivilTime {
  Date date;
  TimeOfDay time;
  int weekday = 3;      ///< 0 is Monday
  int day_of_year = 0;  ///< 0 is January 1
  friend constexpr bool operator==(const CivilTime&, const CivilTime&) = default;
};

// All of these are exact and take constant time. REQUIRES: years within ±1,000,000, so that
// what lies outside the range of conditions by an offset or a calendar cycle is no special case.

[[nodiscard]] bool is_leap_year(int year);
/// REQUIRES: a month of 1 to 12.
[[nodiscard]] int days_in_month(int year, int month);
[[nodiscard]] bool is_date(const Date& date);

/// Days since 1970-01-01. REQUIRES: `is_date(date)`.
[[nodiscard]] std::int64_t day_number(const Date& date);
/// 0 is Monday.
[[nodiscard]] int weekday_of(std::int64_t day_number);

/// REQUIRES: `is_date(date)`.
[[nodiscard]] Date next_day(const Date& date);

/// `offset` is what the local clock is ahead of UTC, in seconds.
[[nodiscard]] CivilTime civil_time(Instant instant, int offset = 0);
/// REQUIRES: `is_date(date)`.
[[nodiscard]] Instant instant_of(const Date& date, const TimeOfDay& time = {}, int offset = 0);
/// 0 to 10,079; 0 is Monday 00:00.
[[nodiscard]] int minute_of_week(Instant instant, int offset = 0);

/// Where a date ends that stands for an instant: the start of the next day, UTC, itself outside
/// (DESIGN §3, time). Of 9999-12-31 it is `kEndOfTime`. REQUIRES: `is_date(date)`.
[[nodiscard]] Instant end_of_day_utc(const Date& date);

}  // namespace accessdrift
