#include "accessdrift/interpreter/clock_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace accessdrift::interpreting {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Mon", "Tue", "Wed", "Thu",
                                                       "Fri", "Sat", "Sun"};

std::string_view weekday(const CivilTime& local) {
  return kWeekdays[static_cast<std::size_t>(local.weekday)];
}

}  // namespace

std::string time_of_week(Instant instant, int offset) {
  const CivilTime local = civil_time(instant, offset);
  return fmt::format("{} {:02}:{:02}", weekday(local), local.time.hour, local.time.minute);
}

std::string date_and_time(Instant instant, int offset) {
  const CivilTime local = civil_time(instant, offset);
  return fmt::format("{} {:04}-{:02}-{:02} {:02}:{:02}:{:02}", weekday(local), local.date.year,
                     local.date.month, local.date.day, local.time.hour, local.time.minute,
                     local.time.second);
}

}  // namespace accessdrift::interpreting
