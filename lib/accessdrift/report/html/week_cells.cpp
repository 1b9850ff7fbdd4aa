#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>

#include "accessdrift/report/html/strip_cells.h"

namespace accessdrift {
namespace {

constexpr std::size_t kMinutesOfDay = 1'440;
constexpr std::size_t kMinutesOfWeek = 7 * kMinutesOfDay;
using Week = std::bitset<kMinutesOfWeek>;

std::string clock_text(std::size_t minute) {
  constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const std::size_t of_day = minute % kMinutesOfDay;
  return fmt::format("{} {:02}:{:02}", kDays.at(minute / kMinutesOfDay % 7), of_day / 60,
                     of_day % 60);
}

/// Draws on the clock of the first zone that it meets.
class WeekDrawing {
 public:
  [[nodiscard]] const std::string& zone() const { return zone_; }

  std::optional<Week> week_of(const SideOfStrip& side) {
    if (side.any.empty()) return side.allows_rest ? ~Week() : Week();
    Week all;
    for (const Restriction* const restriction : side.any) {
      const std::optional<Week> one = week_of(*restriction);
      if (!one) return std::nullopt;
      all |= *one;
    }
    return all;
  }

 private:
  std::optional<Week> week_of(const Restriction& restriction) {
    if (!restriction.values.empty()) return std::nullopt;
    Week all;
    for (const RecurringTerm& term : restriction.recurring) {
      Week of_term = ~Week();
      for (const RecurringTest& test : term) {
        const std::optional<Week> one = week_of(test);
        if (!one) return std::nullopt;
        of_term &= *one;
      }
      all |= of_term;
    }
    return restriction.is_complement ? ~all : all;
  }

  std::optional<Week> week_of(const RecurringTest& test) {
    if (test.shift != 0) return std::nullopt;
    if (test.window.parts.empty()) return week_of_field(test);
    if (test.window.parts.size() != 1 || !takes(test.window.parts.front().zone))
      return std::nullopt;
    Week open;
    for (const MinuteRange& range : test.window.parts.front().minutes) {
      for (std::size_t minute = range.begin; minute < range.end; ++minute) open.set(minute);
    }
    return test.is_open ? open : ~open;
  }

  std::optional<Week> week_of_field(const RecurringTest& test) {
    const bool is_hours = test.field == Operator::GetHours;
    const bool is_known = is_hours || test.field == Operator::GetDayOfWeek;
    if (!is_known || !takes(test.zone)) return std::nullopt;
    Week open;
    for (std::size_t minute = 0; minute < kMinutesOfWeek; ++minute) {
      // CEL's week begins with Sunday.
      const std::size_t value =
          is_hours ? minute % kMinutesOfDay / 60 : (minute / kMinutesOfDay + 1) % 7;
      open[minute] = std::ranges::any_of(test.ranges, [&](const IntRange& range) {
        const auto number = static_cast<std::int64_t>(value);
        return (!range.first || *range.first <= number) && (!range.last || number <= *range.last);
      });
    }
    return open;
  }

  bool takes(const std::string& zone) {
    if (zone_.empty()) zone_ = zone;
    return zone_ == zone;
  }

  std::string zone_;
};

}  // namespace

std::optional<StripCells> week_cells(const SideOfStrip& before, const SideOfStrip& after) {
  WeekDrawing drawing;
  const std::optional<Week> was = drawing.week_of(before);
  const std::optional<Week> is = drawing.week_of(after);
  if (!was || !is || drawing.zone().empty()) return std::nullopt;
  StripCells made{drawing.zone(), {}};
  for (std::size_t begin = 0; begin < kMinutesOfWeek;) {
    std::size_t end = begin + 1;
    while (end < kMinutesOfWeek && (*was)[end] == (*was)[begin] && (*is)[end] == (*is)[begin])
      ++end;
    made.cells.push_back({fmt::format("{} to {}", clock_text(begin), clock_text(end)),
                          (*was)[begin], (*is)[begin], static_cast<std::uint32_t>(end - begin)});
    begin = end;
  }
  return made;
}

}  // namespace accessdrift
