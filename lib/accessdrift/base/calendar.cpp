#include "accessdrift/base/calendar.h"

#include <array>

namespace accessdrift {
namespace {

constexpr std::int64_t kDaysPerCycle = 146'097;
/// Of 0000-03-01: years that begin in March have their leap day at the end.
constexpr std::int64_t kFirstMarch = -719'468;

constexpr std::int64_t floor_divide(std::int64_t number, std::int64_t by) {
  return number / by - (number % by < 0 ? 1 : 0);
}

constexpr std::int64_t floor_remainder(std::int64_t number, std::int64_t by) {
  return number - floor_divide(number, by) * by;
}

/// Days from March 1 to the first of a month that is `month` months later.
constexpr std::int64_t days_since_march(std::int64_t month) { return (153 * month + 2) / 5; }

Date date_of(std::int64_t day_number) {
  const std::int64_t days = day_number - kFirstMarch;
  const std::int64_t cycle = floor_divide(days, kDaysPerCycle);
  const std::int64_t day = floor_remainder(days, kDaysPerCycle);
  const std::int64_t year = (day - day / 1'460 + day / 36'524 - day / 146'096) / 365;
  const std::int64_t day_of_year = day - (365 * year + year / 4 - year / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  const bool is_next_year = month >= 10;
  return {static_cast<int>(cycle * 400 + year + (is_next_year ? 1 : 0)),
          static_cast<int>(is_next_year ? month - 9 : month + 3),
          static_cast<int>(day_of_year - days_since_march(month) + 1)};
}

}  // namespace

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && is_leap_year(year)) return 29;
  return kDays.at(static_cast<std::size_t>(month) - 1);
}

bool is_date(const Date& date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

std::int64_t day_number(const Date& date) {
  const std::int64_t year = date.month > 2 ? date.year : std::int64_t{date.year} - 1;
  const std::int64_t cycle = floor_divide(year, 400);
  const std::int64_t year_of_cycle = floor_remainder(year, 400);
  const std::int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
  return kFirstMarch + cycle * kDaysPerCycle + year_of_cycle * 365 + year_of_cycle / 4 -
         year_of_cycle / 100 + days_since_march(month) + date.day - 1;
}

int weekday_of(std::int64_t day_number) {
  constexpr std::int64_t kThursday = 3;  // 1970-01-01
  return static_cast<int>(floor_remainder(day_number + kThursday, 7));
}

Date next_day(const Date& date) {
  if (date.day < days_in_month(date.year, date.month)) return {date.year, date.month, date.day + 1};
  if (date.month < 12) return {date.year, date.month + 1, 1};
  return {date.year + 1, 1, 1};
}

CivilTime civil_time(Instant instant, int offset) {
  const std::int64_t local = instant + offset;
  const std::int64_t day = floor_divide(local, kSecondsPerDay);
  const auto second = static_cast<int>(floor_remainder(local, kSecondsPerDay));
  const Date date = date_of(day);
  return {date,
          {second / 3'600, second / 60 % 60, second % 60},
          weekday_of(day),
          static_cast<int>(day - day_number({date.year, 1, 1}))};
}

Instant instant_of(const Date& date, const TimeOfDay& time, int offset) {
  const int second = time.hour * 3'600 + time.minute * 60 + time.second;
  return day_number(date) * kSecondsPerDay + second - offset;
}

int minute_of_week(Instant instant, int offset) {
  constexpr std::int64_t kThursday = std::int64_t{3} * kMinutesPerDay;  // 1970-01-01T00:00
  return static_cast<int>(
      floor_remainder(floor_divide(instant + offset, 60) + kThursday, kMinutesPerWeek));
}

Instant end_of_day_utc(const Date& date) { return (day_number(date) + 1) * kSecondsPerDay; }

}  // namespace accessdrift
