#include "accessdrift/interpreter/time_values.h"

#include <algorithm>

#include "accessdrift/base/duration.h"

namespace accessdrift::interpreting {
namespace {

/// Seconds of a time since 1970, or of a duration: a sum of two is far from any overflow.
std::int64_t seconds_of(const Value& value) {
  if (const auto* time = std::get_if<Time>(&value)) return time->instant;
  return std::get<Duration>(value).seconds;
}

bool is_time(const Value& value) { return std::holds_alternative<Time>(value); }

std::optional<Value> time_at(std::int64_t seconds) {
  return is_in_range(seconds) ? std::optional<Value>(Time{seconds}) : std::nullopt;
}

std::optional<Value> duration_of(std::int64_t seconds) {
  const bool is_held = seconds >= -kLongestDuration && seconds <= kLongestDuration;
  return is_held ? std::optional<Value>(Duration{seconds}) : std::nullopt;
}

}  // namespace

std::optional<Value> sum_of(const Value& left, const Value& right) {
  const std::int64_t seconds = seconds_of(left) + seconds_of(right);
  return is_time(left) || is_time(right) ? time_at(seconds) : duration_of(seconds);
}

std::optional<Value> difference_of(const Value& left, const Value& right) {
  const std::int64_t seconds = seconds_of(left) - seconds_of(right);
  return is_time(left) && !is_time(right) ? time_at(seconds) : duration_of(seconds);
}

std::int64_t calendar_field(Operator field, Instant instant, const TimeZone& zone) {
  const CivilTime local = civil_time(instant, zone.offset_at(instant));
  switch (field) {
    case Operator::GetFullYear:
      return local.date.year;
    case Operator::GetMonth:
      return local.date.month - 1;
    case Operator::GetDate:
      return local.date.day;
    case Operator::GetDayOfMonth:
      return local.date.day - 1;
    case Operator::GetDayOfWeek:
      return (local.weekday + 1) % 7;
    case Operator::GetDayOfYear:
      return local.day_of_year;
    case Operator::GetHours:
      return local.time.hour;
    case Operator::GetMinutes:
      return local.time.minute;
    default:
      return local.time.second;
  }
}

bool is_open(const Window::Part& part, Instant instant) {
  const int minute = minute_of_week(instant, part.clock->offset_at(instant));
  return std::ranges::any_of(part.minutes, [minute](const MinuteRange& range) {
    return range.begin <= minute && minute < range.end;
  });
}

bool is_open(const Window& window, Instant instant) {
  return std::ranges::any_of(
      window.parts, [instant](const Window::Part& part) { return is_open(part, instant); });
}

}  // namespace accessdrift::interpreting
