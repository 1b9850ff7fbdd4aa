#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/window.h"
#include "accessdrift/region/number_cells.h"

namespace accessdrift {

/// A window, asked so many seconds later than the instant in question.
struct WindowTest {
  Window window;
  std::int64_t shift = 0;
  friend bool operator==(const WindowTest&, const WindowTest&) = default;
  friend bool operator<(const WindowTest& a, const WindowTest& b) {
    return std::tie(a.window, a.shift) < std::tie(b.window, b.shift);
  }
};

/// What a clock or calendar of a zone shows (`getHours` and its relatives, but for the year), and
/// the numbers that it is compared with.
struct CalendarTest {
  Operator field = Operator::GetHours;
  std::string zone;
  std::shared_ptr<const TimeZone> clock;
  std::vector<std::int64_t> constants;
  std::int64_t shift = 0;  ///< seconds later than the instant in question
};

/// Of an instant by a clock, as CEL counts: months, days of the month and of the year from 0,
/// `getDate` from 1, Sunday is day 0 of the week.
[[nodiscard]] std::int64_t calendar_value(Operator field, const TimeZone& clock, Instant instant);

[[nodiscard]] bool is_open(const Window& window, Instant instant);

/// What some windows and calendar tests come to, now and in every week: instants that none of them
/// can tell apart are of one class. Classes are numbered as they are met.
class Recurrence {
 public:
  /// By window a bit, by calendar test a cell.
  using State = std::vector<std::uint64_t>;

  Recurrence(std::vector<WindowTest> windows, std::vector<CalendarTest> calendars);

  [[nodiscard]] bool is_empty() const { return windows_.empty() && calendars_.empty(); }
  [[nodiscard]] const std::vector<WindowTest>& windows() const { return windows_; }
  [[nodiscard]] const std::vector<CalendarTest>& calendars() const { return calendars_; }
  /// Of a class.
  [[nodiscard]] bool is_open(std::size_t window, std::uint32_t in_class) const {
    return (states_[in_class][window / 64] >> (window % 64) & 1U) != 0;
  }
  [[nodiscard]] std::uint32_t cell(std::size_t calendar, std::uint32_t in_class) const {
    return static_cast<std::uint32_t>(states_[in_class][window_words_ + calendar]);
  }
  [[nodiscard]] const NumberCells& cells(std::size_t calendar) const { return cells_[calendar]; }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(states_.size()); }
  /// Where a class was met first.
  [[nodiscard]] Instant example(std::uint32_t in_class) const { return examples_[in_class]; }
  /// Nothing if the instant is of a class that was never met. No allocation but the first of a
  /// thread.
  [[nodiscard]] std::optional<std::uint32_t> class_of(Instant instant) const;

  /// From the year in which no zone has a listed change any more, what a week holds depends on the
  /// year's length and first weekday alone.
  [[nodiscard]] Instant last_listed_change() const;

  /// An instant behind `instant` before which no offset, and no date that a test reads, changes: in
  /// between the clocks run evenly and every week is like the other.
  [[nodiscard]] Instant next_change(Instant instant) const;

  /// Calls `visit(class, instant)` for every stretch of one class in [begin, end), until it says
  /// true; the same class may come again. REQUIRES: no change in between.
  template <typename Visit>
  bool visit_stretches(Instant begin, Instant end, Visit&& visit) {
    const Instant week_end = std::min(end, begin + kSecondsPerWeek);
    State state = state_at(begin);
    if (visit(met(state, begin), begin)) return true;
    const std::vector<Event>& events = events_of(begin);
    if (events.empty()) return false;
    const std::int64_t start = second_of_week(begin);
    std::size_t at = first_behind(events, start);
    for (Instant base = begin - start;;) {
      if (at == events.size()) {
        at = 0;
        base += kSecondsPerWeek;
      }
      const Instant instant = base + events[at].second;
      if (instant >= week_end) return false;
      for (; at < events.size() && base + events[at].second == instant; ++at)
        apply(events[at], state);
      if (visit(met(state, instant), instant)) return true;
    }
  }

  /// The classes of [begin, end), ascending; a week shows all. REQUIRES: no change in between.
  /// Cost: kept by how the clocks run, and by which part of the week it is.
  [[nodiscard]] const std::vector<std::uint32_t>& classes_between(Instant begin, Instant end);

 private:
  /// At a second of the UTC week a word of the state changes: bits flip, or a cell is entered.
  struct Event {
    std::int32_t second = 0;
    std::uint32_t word = 0;
    bool flips = false;
    std::uint64_t value = 0;
  };

  [[nodiscard]] static Instant next_date(const CalendarTest& test, const NumberCells& cells,
                                         Instant instant, Instant end);
  [[nodiscard]] static std::int64_t second_of_week(Instant instant);
  [[nodiscard]] static std::size_t first_behind(const std::vector<Event>& events,
                                                std::int64_t second);
  static void apply(const Event& event, State& state) {
    state[event.word] = event.flips ? state[event.word] ^ event.value : event.value;
  }
  void fill_state(Instant instant, State& state) const;
  [[nodiscard]] State state_at(Instant instant) const;
  [[nodiscard]] std::uint32_t met(const State& state, Instant instant);
  [[nodiscard]] std::vector<std::int64_t> run_at(Instant instant) const;
  [[nodiscard]] const std::vector<Event>& events_of(Instant instant);
  [[nodiscard]] std::vector<Event> make_events(Instant instant) const;
  void add_window_events(std::size_t window, Instant instant, std::vector<Event>& events) const;
  void add_calendar_events(std::size_t calendar, Instant instant, std::vector<Event>& events) const;

  struct HashOfState {
    std::size_t operator()(const State& state) const;
  };

  std::vector<WindowTest> windows_;
  std::vector<CalendarTest> calendars_;
  std::vector<NumberCells> cells_;  ///< by calendar test
  std::size_t window_words_ = 0;
  /// A clock as a test asks it.
  struct Clock {
    std::shared_ptr<const TimeZone> zone;
    std::int64_t shift = 0;
    friend bool operator==(const Clock&, const Clock&) = default;
  };
  std::vector<Clock> clocks_;      ///< each once
  std::vector<State> states_;      ///< by class
  std::vector<Instant> examples_;  ///< by class
  std::unordered_map<State, std::uint32_t, HashOfState> numbers_;
  std::map<std::vector<std::int64_t>, std::vector<Event>> events_;  ///< by how the clocks run
  /// By how the clocks run, second of the week and length; of a week or more by the first alone.
  std::map<std::vector<std::int64_t>, std::vector<std::uint32_t>> classes_;
};

}  // namespace accessdrift
