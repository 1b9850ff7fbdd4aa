#include "accessdrift/region/recurring_words.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

namespace accessdrift {
namespace {

/// By window, then calendar test, the values with which the rest of the cube is still inside.
struct Cube {
  std::vector<std::uint8_t> open;  ///< bit 0: closed is in, bit 1: open is in
  std::vector<std::vector<bool>> cells;
};

class Covering {
 public:
  Covering(const Recurrence& recurrence, const std::vector<bool>& needed,
           const std::vector<bool>& allowed, const std::vector<std::uint32_t>& rank_of_window)
      : recurrence_(recurrence),
        needed_(needed),
        allowed_(allowed),
        order_(recurrence.windows().size()) {
    std::iota(order_.begin(), order_.end(), 0U);
    std::ranges::stable_sort(order_, std::greater<>(),
                             [&](std::size_t w) { return rank_of_window[w]; });
  }

  std::vector<Cube> cubes() {
    std::vector<bool> covered(needed_.size(), false);
    std::vector<Cube> cubes;
    for (std::uint32_t c = 0; c < needed_.size(); ++c) {
      if (!needed_[c] || covered[c]) continue;
      cubes.push_back(widest(c));
      for (std::uint32_t other = c; other < needed_.size(); ++other)
        covered[other] = covered[other] || has(cubes.back(), other);
    }
    for (std::size_t i = cubes.size(); i-- > 0;) {
      if (is_covered_without(cubes, i)) cubes.erase(cubes.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return cubes;
  }

 private:
  [[nodiscard]] bool has(const Cube& cube, std::uint32_t c) const {
    for (std::size_t w = 0; w < cube.open.size(); ++w) {
      if ((cube.open[w] >> (recurrence_.is_open(w, c) ? 1U : 0U) & 1U) == 0) return false;
    }
    for (std::size_t t = 0; t < cube.cells.size(); ++t) {
      if (!cube.cells[t][recurrence_.cell(t, c)]) return false;
    }
    return true;
  }

  [[nodiscard]] bool is_inside(const Cube& cube) const {
    for (std::uint32_t c = 0; c < allowed_.size(); ++c) {
      if (!allowed_[c] && has(cube, c)) return false;
    }
    return true;
  }

  [[nodiscard]] bool is_covered_without(const std::vector<Cube>& cubes,
                                        std::size_t left_out) const {
    for (std::uint32_t c = 0; c < needed_.size(); ++c) {
      if (!needed_[c] || !has(cubes[left_out], c)) continue;
      bool is_elsewhere = false;
      for (std::size_t i = 0; i < cubes.size() && !is_elsewhere; ++i)
        is_elsewhere = i != left_out && has(cubes[i], c);
      if (!is_elsewhere) return false;
    }
    return true;
  }

  /// Windows nobody has a name for go first, then fields, then the others.
  [[nodiscard]] Cube widest(std::uint32_t c) const {
    Cube cube;
    for (std::size_t w = 0; w < recurrence_.windows().size(); ++w)
      cube.open.push_back(recurrence_.is_open(w, c) ? 2 : 1);
    for (std::size_t t = 0; t < recurrence_.calendars().size(); ++t) {
      cube.cells.emplace_back(recurrence_.cells(t).size(), false);
      cube.cells.back()[recurrence_.cell(t, c)] = true;
    }
    for (std::size_t t = 0; t < cube.cells.size(); ++t) widen_field(cube, t);
    for (const std::size_t w : order_) {
      const std::uint8_t alone = std::exchange(cube.open[w], std::uint8_t{3});
      if (!is_inside(cube)) cube.open[w] = alone;
    }
    return cube;
  }

  void widen_field(Cube& cube, std::size_t t) const {
    for (std::size_t cell = 0; cell < cube.cells[t].size(); ++cell) {
      if (cube.cells[t][cell]) continue;
      cube.cells[t][cell] = true;
      if (!is_inside(cube)) cube.cells[t][cell] = false;
    }
  }

  const Recurrence& recurrence_;
  const std::vector<bool>& needed_;
  const std::vector<bool>& allowed_;
  std::vector<std::size_t> order_;
};

RecurringTerm term_of(const Recurrence& recurrence, const Cube& cube) {
  RecurringTerm term;
  for (std::size_t w = 0; w < cube.open.size(); ++w) {
    const WindowTest& test = recurrence.windows()[w];
    if (cube.open[w] != 3) {
      term.push_back({test.window, cube.open[w] == 2});
      term.back().shift = test.shift;
    }
  }
  for (std::size_t t = 0; t < cube.cells.size(); ++t) {
    if (std::ranges::find(cube.cells[t], false) == cube.cells[t].end()) continue;
    const CalendarTest& test = recurrence.calendars()[t];
    term.push_back(
        {{}, true, test.field, test.zone, recurrence.cells(t).ranges(cube.cells[t]), test.shift});
  }
  return term;
}

std::optional<std::size_t> calendar_of(const Recurrence& recurrence, const RecurringTest& test) {
  const auto found = std::ranges::find_if(recurrence.calendars(), [&](const CalendarTest& known) {
    return known.field == test.field && known.zone == test.zone && known.shift == test.shift;
  });
  if (found == recurrence.calendars().end()) return std::nullopt;
  return static_cast<std::size_t>(found - recurrence.calendars().begin());
}

/// Whether a test holds, by class.
std::optional<std::vector<bool>> classes_of(const Recurrence& recurrence,
                                            const RecurringTest& test) {
  std::vector<bool> classes(recurrence.size(), false);
  if (!test.window.parts.empty()) {
    const auto found = std::ranges::find(recurrence.windows(), WindowTest{test.window, test.shift});
    if (found == recurrence.windows().end()) return std::nullopt;
    const auto w = static_cast<std::size_t>(found - recurrence.windows().begin());
    for (std::uint32_t c = 0; c < classes.size(); ++c)
      classes[c] = recurrence.is_open(w, c) == test.is_open;
    return classes;
  }
  const auto t = calendar_of(recurrence, test);
  if (!t) return std::nullopt;
  std::vector<bool> inside(recurrence.cells(*t).size(), false);
  for (const IntRange& range : test.ranges) {
    const auto cells = recurrence.cells(*t).cells_of(range);
    if (!cells) return std::nullopt;
    for (std::size_t cell = 0; cell < inside.size(); ++cell)
      inside[cell] = inside[cell] || (*cells)[cell];
  }
  for (std::uint32_t c = 0; c < classes.size(); ++c) classes[c] = inside[recurrence.cell(*t, c)];
  return classes;
}

std::string clock_text(int minute) {
  std::string text = "00:00";
  text[0] = static_cast<char>('0' + minute / 60 / 10);
  text[1] = static_cast<char>('0' + minute / 60 % 10);
  text[3] = static_cast<char>('0' + minute % 60 / 10);
  text[4] = static_cast<char>('0' + minute % 60 % 10);
  return text;
}

using DayRanges = std::vector<std::pair<int, int>>;  // minutes of the day on which they start

/// By day on which they start; what goes on over midnight stays with its day, whole days alone.
std::array<DayRanges, 7> by_day(const std::vector<MinuteRange>& minutes) {
  std::array<DayRanges, 7> days;
  std::vector<std::pair<int, int>> ranges;
  ranges.reserve(minutes.size());
  for (const MinuteRange& range : minutes) ranges.emplace_back(range.begin, range.end);
  const bool goes_round =
      ranges.size() > 1 && ranges.front().first == 0 && ranges.back().second == kMinutesPerWeek;
  if (goes_round &&
      ranges.front().second + kMinutesPerWeek - ranges.back().first < kMinutesPerDay) {
    ranges.back().second += ranges.front().second;
    ranges.erase(ranges.begin());
  }
  for (auto [begin, end] : ranges) {
    while (end - begin >= kMinutesPerDay ||
           (end > (begin / kMinutesPerDay + 1) * kMinutesPerDay && begin % kMinutesPerDay == 0)) {
      const int midnight = (begin / kMinutesPerDay + 1) * kMinutesPerDay;
      days[static_cast<std::size_t>(begin / kMinutesPerDay)].emplace_back(begin % kMinutesPerDay,
                                                                          kMinutesPerDay);
      begin = midnight;
    }
    if (begin == end) continue;
    const int start = begin / kMinutesPerDay * kMinutesPerDay;
    days[static_cast<std::size_t>(begin / kMinutesPerDay)].emplace_back(begin - start, end - start);
  }
  return days;
}

std::string ranges_text(const DayRanges& ranges) {
  std::string text;
  for (const auto& [begin, end] : ranges) {
    if (!text.empty()) text += ',';
    text += clock_text(begin) + '-' + clock_text(end > kMinutesPerDay ? end - kMinutesPerDay : end);
  }
  return text;
}

}  // namespace

std::vector<RecurringTerm> recurring_terms(const Recurrence& recurrence,
                                           const std::vector<bool>& needed,
                                           const std::vector<bool>& allowed,
                                           const std::vector<std::uint32_t>& rank_of_window) {
  std::vector<RecurringTerm> terms;
  for (const Cube& cube : Covering(recurrence, needed, allowed, rank_of_window).cubes())
    terms.push_back(term_of(recurrence, cube));
  return terms;
}

std::optional<std::vector<bool>> classes_of(const Recurrence& recurrence,
                                            const RecurringTerm& term) {
  std::vector<bool> classes(recurrence.size(), true);
  for (const RecurringTest& test : term) {
    const auto of_test = classes_of(recurrence, test);
    if (!of_test) return std::nullopt;
    for (std::size_t c = 0; c < classes.size(); ++c) classes[c] = classes[c] && (*of_test)[c];
  }
  return classes;
}

std::vector<std::string> texts_of(const Window& window) {
  constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  std::vector<std::string> texts;
  for (const Window::Part& part : window.parts) {
    const std::array<DayRanges, 7> days = by_day(part.minutes);
    for (std::size_t first = 0; first < days.size();) {
      std::size_t last = first;
      while (last + 1 < days.size() && days[last + 1] == days[first]) ++last;
      if (!days[first].empty()) {
        std::string text(kDays[first]);
        if (last > first) text += "-" + std::string(kDays[last]);
        texts.push_back(text + ' ' + ranges_text(days[first]) + ' ' + part.zone);
      }
      first = last + 1;
    }
  }
  return texts;
}

std::string_view function_of(Operator field) {
  switch (field) {
    case Operator::GetFullYear:
      return "getFullYear";
    case Operator::GetMonth:
      return "getMonth";
    case Operator::GetDate:
      return "getDate";
    case Operator::GetDayOfMonth:
      return "getDayOfMonth";
    case Operator::GetDayOfWeek:
      return "getDayOfWeek";
    case Operator::GetDayOfYear:
      return "getDayOfYear";
    case Operator::GetHours:
      return "getHours";
    case Operator::GetMinutes:
      return "getMinutes";
    default:
      return "getSeconds";
  }
}

}  // namespace accessdrift
