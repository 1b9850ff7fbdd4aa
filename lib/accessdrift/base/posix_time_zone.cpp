#include "accessdrift/base/posix_time_zone.h"

#include <algorithm>

namespace accessdrift {
namespace {

/// Any cycle does: this one begins with the year 2000.
constexpr int kFirstYear = 2000;
constexpr int kYearsOfCycle = 400;

Instant first_of_cycle() { return day_number({kFirstYear, 1, 1}) * kSecondsPerDay; }

/// Seconds from the begin of the cycle that it lies in.
Instant in_cycle(Instant instant) {
  const Instant rest = (instant - first_of_cycle()) % kCalendarCycle;
  return rest < 0 ? rest + kCalendarCycle : rest;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Reads a text from front to back.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  template <typename Wanted>
  std::string_view take_while(Wanted is_wanted) {
    const auto end = std::ranges::find_if_not(rest_, is_wanted) - rest_.begin();
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(end));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  /// A number of at most three digits between the two, both allowed.
  std::optional<int> take_number(int least, int most) {
    constexpr std::size_t kMostDigits = 3;
    const std::string_view digits = take_while(is_digit);
    if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
    int number = 0;
    for (const char digit : digits) number = number * 10 + (digit - '0');
    if (number < least || number > most) return std::nullopt;
    return number;
  }

 private:
  std::string_view rest_;
};

/// `:MM` as seconds of `unit`; 0 if there is none.
std::optional<int> take_sixtieths(Cursor& text, int unit) {
  if (!text.take(':')) return 0;
  const auto number = text.take_number(0, 59);
  if (!number) return std::nullopt;
  return *number * unit;
}

/// `[+-]HH[:MM[:SS]]` in seconds.
std::optional<int> take_time(Cursor& text, int most_hours) {
  const bool is_negative = text.take('-');
  if (!is_negative) text.take('+');
  const auto hours = text.take_number(0, most_hours);
  if (!hours) return std::nullopt;
  const auto minutes = take_sixtieths(text, 60);
  const auto seconds = take_sixtieths(text, 1);
  if (!minutes || !seconds) return std::nullopt;
  const int time = *hours * 3'600 + *minutes + *seconds;
  return is_negative ? -time : time;
}

/// `CET` or `<+03>`.
bool take_name(Cursor& text) {
  constexpr std::size_t kShortestName = 3;
  if (!text.take('<')) return text.take_while(is_letter).size() >= kShortestName;
  const auto is_quoted = [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-'; };
  return text.take_while(is_quoted).size() >= kShortestName && text.take('>');
}

}  // namespace

class PosixTimeZone::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<PosixTimeZone> zone() {
    PosixTimeZone zone;
    const auto standard = take_name(text_) ? offset() : std::nullopt;
    if (!standard) return std::nullopt;
    zone.standard_offset_ = *standard;
    if (text_.is_at_end()) return zone;
    zone.daylight_ = daylight(*standard);
    if (!zone.daylight_ || !text_.is_at_end()) return std::nullopt;
    zone.lay_out_cycle(*zone.daylight_);
    return zone;
  }

 private:
  /// In the text, what is west of Greenwich is positive.
  std::optional<int> offset() {
    constexpr int kMostHours = 24;
    const auto behind = take_time(text_, kMostHours);
    if (!behind) return std::nullopt;
    return -*behind;
  }

  std::optional<Daylight> daylight(int standard) {
    if (!take_name(text_)) return std::nullopt;
    const bool has_offset = !text_.take(',');
    const auto own = has_offset ? offset() : standard + 3'600;
    if (!own || (has_offset && !text_.take(','))) return std::nullopt;
    const auto start = change();
    const auto end = start && text_.take(',') ? change() : std::nullopt;
    if (!end) return std::nullopt;
    return Daylight{*own, *start, *end};
  }

  std::optional<Change> change() {
    constexpr int kMostHours = 167;
    auto change = day();
    const auto second = text_.take('/') ? take_time(text_, kMostHours) : 2 * 3'600;
    if (!change || !second) return std::nullopt;
    change->second = *second;
    return change;
  }

  std::optional<Change> day() {
    if (text_.take('M')) return day_of_week();
    const bool is_julian = text_.take('J');
    const auto day = text_.take_number(is_julian ? 1 : 0, 365);
    if (!day) return std::nullopt;
    Change change;
    change.kind = is_julian ? Change::Kind::JulianDay : Change::Kind::DayOfYear;
    change.day = *day;
    return change;
  }

  std::optional<Change> day_of_week() {
    const auto month = text_.take_number(1, 12);
    const auto week = text_.take('.') ? text_.take_number(1, 5) : std::nullopt;
    const auto day = text_.take('.') ? text_.take_number(0, 6) : std::nullopt;
    if (!month || !week || !day) return std::nullopt;
    return Change{Change::Kind::WeekOfMonth, *month, *week, *day, 0};
  }

  Cursor text_;
};

std::optional<PosixTimeZone> PosixTimeZone::parse(std::string_view text) {
  return Parser(text).zone();
}

Instant PosixTimeZone::Change::local_time(int year) const {
  if (kind == Kind::WeekOfMonth) {
    const std::int64_t first = day_number({year, month, 1});
    const int weekday = (day + 6) % 7;
    int in_month = (weekday - weekday_of(first) + 7) % 7 + (week - 1) * 7;
    if (in_month >= days_in_month(year, month)) in_month -= 7;
    return (first + in_month) * kSecondsPerDay + second;
  }
  constexpr int kFirstOfMarch = 60;
  const bool is_after_leap_day = day >= kFirstOfMarch && is_leap_year(year);
  const int in_year = kind == Kind::DayOfYear ? day : day - (is_after_leap_day ? 0 : 1);
  return (day_number({year, 1, 1}) + in_year) * kSecondsPerDay + second;
}

PosixTimeZone::Transitions PosixTimeZone::transitions_of(const Daylight& daylight, int year) const {
  return {daylight.start.local_time(year) - standard_offset_,
          daylight.end.local_time(year) - daylight.offset};
}

std::optional<PosixTimeZone::Transitions> PosixTimeZone::transitions_of(int year) const {
  if (!daylight_) return std::nullopt;
  return transitions_of(*daylight_, year);
}

/// The daylight time that starts in a year; it ends in the next where its end is before its start.
PosixTimeZone::Period PosixTimeZone::period_of(const Daylight& daylight, int year) const {
  const Transitions changes = transitions_of(daylight, year);
  if (changes.to_standard >= changes.to_daylight) return {changes.to_daylight, changes.to_standard};
  return {changes.to_daylight, transitions_of(daylight, year + 1).to_standard};
}

/// Periods that meet or overlap are one. A change lies less than ten days outside its year, so that
/// two years around the cycle hold all that reaches into it.
void PosixTimeZone::lay_out_cycle(const Daylight& daylight) {
  std::vector<Period> periods;
  for (int year = kFirstYear - 2; year <= kFirstYear + kYearsOfCycle + 1; ++year) {
    const Period period = period_of(daylight, year);
    if (period.begin < period.end) periods.push_back(period);
  }
  std::ranges::sort(periods, {}, &Period::begin);
  const auto add = [&](Instant change) {
    const Instant second = change - first_of_cycle();
    if (second < 0) begins_in_daylight_ = !begins_in_daylight_;
    if (second >= 0 && second < kCalendarCycle) flips_.push_back(second);
  };
  for (std::size_t i = 0; i < periods.size();) {
    Instant end = periods[i].end;
    add(periods[i].begin);
    for (++i; i < periods.size() && periods[i].begin <= end; ++i)
      end = std::max(end, periods[i].end);
    add(end);
  }
}

int PosixTimeZone::offset_at(Instant instant) const {
  if (!daylight_) return standard_offset_;
  const auto passed = std::ranges::upper_bound(flips_, in_cycle(instant)) - flips_.begin();
  const bool is_daylight = begins_in_daylight_ == (passed % 2 == 0);
  return is_daylight ? daylight_->offset : standard_offset_;
}

std::optional<Instant> PosixTimeZone::next_transition(Instant after) const {
  if (!daylight_ || daylight_->offset == standard_offset_ || flips_.empty()) return std::nullopt;
  const Instant second = in_cycle(after);
  const auto next = std::ranges::upper_bound(flips_, second);
  if (next != flips_.end()) return after + (*next - second);
  return after + (flips_.front() + kCalendarCycle - second);
}

}  // namespace accessdrift
