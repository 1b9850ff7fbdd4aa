#include "naive_time.h"

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/duration.h"

namespace accessdrift::naive {
namespace {

CivilTime on_the_wall(Instant at, const TimeZone& clock) {
  return civil_time(at, clock.offset_at(at));
}

std::int64_t seconds_in(const Value& value) {
  return std::holds_alternative<Time>(value) ? std::get<Time>(value).instant
                                             : std::get<Duration>(value).seconds;
}

}  // namespace

Windows read_windows(const Snapshot& snapshot) {
  Windows windows;
  for (const auto& window : snapshot.windows) {
    std::vector<Opening>& openings = windows[std::string(snapshot.text(window->name))];
    for (const auto& part : window->parts)
      openings.push_back({snapshot.schema.zones->find(part.window.zone), part.window.minutes});
  }
  return windows;
}

Clocks read_clocks(const Snapshot& snapshot) {
  Clocks clocks;
  for (const auto* expressions : {&snapshot.conditions, &snapshot.rules}) {
    for (const auto& expression : *expressions) {
      if (!expression) continue;
      for (const Expression::Node& node : expression->nodes) {
        if (is_calendar_field(node.op)) clocks[node.name] = snapshot.schema.zones->find(node.name);
      }
    }
  }
  return clocks;
}

bool is_open(const std::vector<Opening>& window, Instant at) {
  for (const Opening& opening : window) {
    const CivilTime wall = on_the_wall(at, *opening.clock);
    const int minute = (wall.weekday * 24 + wall.time.hour) * 60 + wall.time.minute;
    for (const MinuteRange& range : opening.minutes) {
      if (minute >= range.begin && minute < range.end) return true;
    }
  }
  return false;
}

std::int64_t read_field(Operator op, Instant at, const TimeZone& clock) {
  const CivilTime wall = on_the_wall(at, clock);
  if (op == Operator::GetFullYear) return wall.date.year;
  if (op == Operator::GetMonth) return wall.date.month - 1;
  if (op == Operator::GetDate) return wall.date.day;
  if (op == Operator::GetDayOfMonth) return wall.date.day - 1;
  if (op == Operator::GetDayOfWeek) return wall.weekday == 6 ? 0 : wall.weekday + 1;
  if (op == Operator::GetDayOfYear)
    return day_number(wall.date) - day_number({wall.date.year, 1, 1});
  if (op == Operator::GetHours) return wall.time.hour;
  return op == Operator::GetMinutes ? wall.time.minute : wall.time.second;
}

std::optional<Value> calculate(Operator op, const Value& left, const Value& right) {
  const std::int64_t one = seconds_in(left);
  const std::int64_t other = seconds_in(right);
  const std::int64_t result = op == Operator::Add ? one + other : one - other;
  const bool is_left_time = std::holds_alternative<Time>(left);
  const bool is_right_time = std::holds_alternative<Time>(right);
  if (is_left_time != is_right_time) {
    if (result < kFirstInstant || result >= kEndOfTime) return std::nullopt;
    return Time{result};
  }
  if (result < -kLongestDuration || result > kLongestDuration) return std::nullopt;
  return Duration{result};
}

bool lasts(const std::optional<Instant>& end, const std::optional<Instant>& at) {
  return !end || (at && *at < *end);
}

}  // namespace accessdrift::naive
