#include "accessdrift/region/recurrence.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

constexpr int kDaysToLookAhead = 366;

/// Fields of the date: they do not come again every week.
bool is_of_date(Operator field) {
  return field == Operator::GetMonth || field == Operator::GetDate ||
         field == Operator::GetDayOfMonth || field == Operator::GetDayOfYear;
}

std::int64_t shown_by_date(Operator field, const Date& date, int day_of_year) {
  if (field == Operator::GetMonth) return date.month - 1;
  if (field == Operator::GetDate) return date.day;
  return field == Operator::GetDayOfMonth ? date.day - 1 : day_of_year;
}

/// How long one value of a field lasts.
std::int64_t seconds_of(Operator field) {
  if (field == Operator::GetSeconds) return 1;
  if (field == Operator::GetMinutes) return 60;
  return field == Operator::GetHours ? 3600 : kSecondsPerDay;
}

std::int64_t wrapped(std::int64_t second) {
  return ((second % kSecondsPerWeek) + kSecondsPerWeek) % kSecondsPerWeek;
}

using Stretch = std::pair<std::int64_t, std::int64_t>;  // of seconds of the week, half open

/// The stretches of the UTC week in which a clock with this offset shows the minutes.
void add_stretches(const std::vector<MinuteRange>& minutes, std::int64_t offset,
                   std::vector<Stretch>& stretches) {
  for (const MinuteRange& range : minutes) {
    const std::int64_t length = std::int64_t{range.end - range.begin} * 60;
    const std::int64_t begin = wrapped(std::int64_t{range.begin} * 60 - offset);
    stretches.emplace_back(begin, std::min(begin + length, kSecondsPerWeek));
    if (begin + length > kSecondsPerWeek)
      stretches.emplace_back(0, begin + length - kSecondsPerWeek);
  }
}

std::vector<Stretch> merged(std::vector<Stretch> stretches) {
  std::ranges::sort(stretches);
  std::vector<Stretch> all;
  for (const Stretch& stretch : stretches) {
    if (!all.empty() && stretch.first <= all.back().second) {
      all.back().second = std::max(all.back().second, stretch.second);
    } else {
      all.push_back(stretch);
    }
  }
  return all;
}

bool shows(const Window::Part& part, Instant instant) {
  return contains(part.minutes, minute_of_week(instant, part.clock->offset_at(instant)));
}

}  // namespace

bool is_open(const Window& window, Instant instant) {
  return std::ranges::any_of(window.parts,
                             [&](const Window::Part& part) { return shows(part, instant); });
}

std::int64_t calendar_value(Operator field, const TimeZone& clock, Instant instant) {
  const CivilTime shown = civil_time(instant, clock.offset_at(instant));
  if (is_of_date(field)) return shown_by_date(field, shown.date, shown.day_of_year);
  switch (field) {
    case Operator::GetFullYear:
      return shown.date.year;
    case Operator::GetDayOfWeek:
      return (shown.weekday + 1) % 7;
    case Operator::GetHours:
      return shown.time.hour;
    case Operator::GetMinutes:
      return shown.time.minute;
    default:
      return shown.time.second;
  }
}

Recurrence::Recurrence(std::vector<WindowTest> windows, std::vector<CalendarTest> calendars)
    : windows_(std::move(windows)),
      calendars_(std::move(calendars)),
      window_words_((windows_.size() + 63) / 64) {
  std::ranges::sort(calendars_, {}, [](const CalendarTest& test) {
    return std::tuple(test.field, std::string_view(test.zone), test.shift);
  });
  const auto add_clock = [&](const Clock& clock) {
    if (std::ranges::find(clocks_, clock) == clocks_.end()) clocks_.push_back(clock);
  };
  for (const WindowTest& test : windows_) {
    for (const Window::Part& part : test.window.parts) add_clock({part.clock, test.shift});
  }
  for (const CalendarTest& test : calendars_) {
    add_clock({test.clock, test.shift});
    cells_.emplace_back(test.constants);
  }
}

std::size_t Recurrence::HashOfState::operator()(const State& state) const {
  std::uint64_t hash = 0x9E3779B97F4A7C15;
  for (const std::uint64_t word : state) {
    hash = (hash ^ word) * 0xFF51AFD7ED558CCD;
    hash ^= hash >> 32U;
  }
  return hash;
}

std::int64_t Recurrence::second_of_week(Instant instant) {
  return std::int64_t{minute_of_week(instant)} * 60 + civil_time(instant).time.second;
}

std::size_t Recurrence::first_behind(const std::vector<Event>& events, std::int64_t second) {
  return static_cast<std::size_t>(std::ranges::upper_bound(events, second, {}, &Event::second) -
                                  events.begin());
}

void Recurrence::fill_state(Instant instant, State& state) const {
  state.assign(window_words_ + calendars_.size(), 0);
  for (std::size_t w = 0; w < windows_.size(); ++w) {
    if (accessdrift::is_open(windows_[w].window, instant + windows_[w].shift))
      state[w / 64] |= std::uint64_t{1} << (w % 64);
  }
  for (std::size_t c = 0; c < calendars_.size(); ++c) {
    const CalendarTest& test = calendars_[c];
    state[window_words_ + c] =
        cells_[c].cell_of(calendar_value(test.field, *test.clock, instant + test.shift));
  }
}

Recurrence::State Recurrence::state_at(Instant instant) const {
  State state;
  fill_state(instant, state);
  return state;
}

std::uint32_t Recurrence::met(const State& state, Instant instant) {
  const auto [known, is_new] = numbers_.try_emplace(state, size());
  if (is_new) {
    states_.push_back(state);
    examples_.push_back(instant);
  }
  return known->second;
}

std::optional<std::uint32_t> Recurrence::class_of(Instant instant) const {
  thread_local State state;
  fill_state(instant, state);
  const auto known = numbers_.find(state);
  return known == numbers_.end() ? std::nullopt : std::optional(known->second);
}

Instant Recurrence::last_listed_change() const {
  Instant last = kFirstInstant;
  for (const Clock& clock : clocks_)
    last = std::max(last, clock.zone->regular_from() - clock.shift);
  return last;
}

/// The midnight at which a date of another cell begins; none before `end`, some midnight behind it.
/// REQUIRES: the clock keeps its offset until `end`.
Instant Recurrence::next_date(const CalendarTest& test, const NumberCells& cells, Instant instant,
                              Instant end) {
  const CivilTime shown =
      civil_time(instant + test.shift, test.clock->offset_at(instant + test.shift));
  const std::uint32_t cell =
      cells.cell_of(shown_by_date(test.field, shown.date, shown.day_of_year));
  const TimeOfDay& time = shown.time;
  Instant midnight = instant - (time.hour * 3600 + time.minute * 60 + time.second);
  Date date = shown.date;
  int day_of_year = shown.day_of_year;
  for (int day = 0; day < kDaysToLookAhead && midnight < end; ++day) {
    date = next_day(date);
    day_of_year = date.day == 1 && date.month == 1 ? 0 : day_of_year + 1;
    midnight += kSecondsPerDay;
    if (cells.cell_of(shown_by_date(test.field, date, day_of_year)) != cell) break;
  }
  return midnight;
}

Instant Recurrence::next_change(Instant instant) const {
  Instant next = kEndOfTime;
  for (const Clock& clock : clocks_) {
    if (const auto change = clock.zone->next_transition(instant + clock.shift))
      next = std::min(next, *change - clock.shift);
  }
  for (std::size_t c = 0; c < calendars_.size(); ++c) {
    const CalendarTest& test = calendars_[c];
    if (!is_of_date(test.field)) continue;
    next = std::min(next, next_date(test, cells_[c], instant, next));
  }
  return next;
}

std::vector<std::int64_t> Recurrence::run_at(Instant instant) const {
  std::vector<std::int64_t> run;
  run.reserve(clocks_.size() + calendars_.size());
  for (const Clock& clock : clocks_) run.push_back(clock.zone->offset_at(instant + clock.shift));
  for (std::size_t c = 0; c < calendars_.size(); ++c) {
    const CalendarTest& test = calendars_[c];
    if (is_of_date(test.field))
      run.push_back(
          cells_[c].cell_of(calendar_value(test.field, *test.clock, instant + test.shift)));
  }
  return run;
}

const std::vector<Recurrence::Event>& Recurrence::events_of(Instant instant) {
  const auto [known, is_new] = events_.try_emplace(run_at(instant));
  if (is_new) known->second = make_events(instant);
  return known->second;
}

std::vector<Recurrence::Event> Recurrence::make_events(Instant instant) const {
  std::vector<Event> events;
  for (std::size_t w = 0; w < windows_.size(); ++w) add_window_events(w, instant, events);
  for (std::size_t c = 0; c < calendars_.size(); ++c) {
    if (!is_of_date(calendars_[c].field)) add_calendar_events(c, instant, events);
  }
  std::ranges::stable_sort(events, {}, &Event::second);
  return events;
}

void Recurrence::add_window_events(std::size_t window, Instant instant,
                                   std::vector<Event>& events) const {
  std::vector<Stretch> stretches;
  const std::int64_t shift = windows_[window].shift;
  for (const Window::Part& part : windows_[window].window.parts)
    add_stretches(part.minutes, part.clock->offset_at(instant + shift) + shift, stretches);
  stretches = merged(std::move(stretches));
  if (stretches.empty()) return;
  const auto add = [&](std::int64_t second) {
    events.push_back({static_cast<std::int32_t>(second), static_cast<std::uint32_t>(window / 64),
                      true, std::uint64_t{1} << (window % 64)});
  };
  // A stretch over the turn of the week has no edge there.
  const bool goes_round =
      stretches.front().first == 0 && stretches.back().second == kSecondsPerWeek;
  for (const auto& [begin, end] : stretches) {
    if (begin != 0 || !goes_round) add(begin);
    if (end != kSecondsPerWeek || !goes_round) add(end % kSecondsPerWeek);
  }
}

void Recurrence::add_calendar_events(std::size_t calendar, Instant instant,
                                     std::vector<Event>& events) const {
  const CalendarTest& test = calendars_[calendar];
  const std::int64_t step = seconds_of(test.field);
  const std::int64_t offset = test.clock->offset_at(instant + test.shift) + test.shift;
  // A week of the clock from a Monday midnight of its own, by a clock that keeps this offset.
  const std::int64_t modulus = test.field == Operator::GetHours       ? 24
                               : test.field == Operator::GetDayOfWeek ? 7
                                                                      : 60;
  const std::int64_t first = test.field == Operator::GetDayOfWeek ? 1 : 0;  // Monday is 1
  std::uint32_t before = cells_[calendar].cell_of((first + modulus - 1) % modulus);
  for (std::int64_t at = 0; at < kSecondsPerWeek; at += step) {
    const std::uint32_t cell = cells_[calendar].cell_of((at / step + first) % modulus);
    if (cell != before) {
      events.push_back({static_cast<std::int32_t>(wrapped(at - offset)),
                        static_cast<std::uint32_t>(window_words_ + calendar), false, cell});
    }
    before = cell;
  }
}

const std::vector<std::uint32_t>& Recurrence::classes_between(Instant begin, Instant end) {
  std::vector<std::int64_t> key = run_at(begin);
  if (end - begin < kSecondsPerWeek) {
    key.push_back(second_of_week(begin));
    key.push_back(end - begin);
  }
  const auto [known, is_new] = classes_.try_emplace(std::move(key));
  if (!is_new) return known->second;
  std::vector<std::uint32_t> classes;
  visit_stretches(begin, end, [&](std::uint32_t met_class, Instant) {
    classes.push_back(met_class);
    return false;
  });
  std::ranges::sort(classes);
  const auto repeated = std::ranges::unique(classes);
  classes.erase(repeated.begin(), repeated.end());
  return known->second = std::move(classes);
}

}  // namespace accessdrift
