#include "accessdrift/region/time_cells.h"

#include <algorithm>
#include <utility>

#include "accessdrift/region/sorted_once.h"

namespace accessdrift {
namespace {

/// Two stretches of more than 28 years, if a century divides them.
constexpr Instant kSixtyYears = Instant{60} * 366 * kSecondsPerDay;

}  // namespace

TimeCells::TimeCells(TimeTests tests, std::uint32_t most)
    : recurrence_(sorted_once(std::move(tests.windows)), std::move(tests.calendars)), most_(most) {
  begins_.push_back(tests.first);
  for (const Instant cut : sorted_once(std::move(tests.cuts))) {
    if (cut > tests.first && cut < kEndOfTime) begins_.push_back(cut);
  }
  is_over_ = tests.is_over || periods() > std::min(most_, kMostPeriods);
  for (std::uint32_t period = 0; period < periods() && !is_over_; ++period)
    classes_in_.push_back(has_recurrence() ? sweep(period) : std::vector<std::uint32_t>{0});
}

Instant TimeCells::sweep_end(std::uint32_t period) const {
  const Instant regular = std::max(begin_of(period), recurrence_.last_listed_change());
  return std::min(end_of(period), regular + kSixtyYears);
}

std::vector<std::uint32_t> TimeCells::sweep(std::uint32_t period) {
  std::vector<bool> is_met;
  const auto note = [&](std::uint32_t met_class) {
    if (met_class >= is_met.size()) is_met.resize(met_class + 1, false);
    is_met[met_class] = true;
    is_over_ |= met_class >= most_;
  };
  const Instant end = sweep_end(period);
  for (Instant at = begin_of(period); at < end && !is_over_;) {
    const Instant change = std::min(end, recurrence_.next_change(at));
    for (const std::uint32_t met_class : recurrence_.classes_between(at, change)) note(met_class);
    at = change;
  }
  std::vector<std::uint32_t> classes;
  for (std::uint32_t c = 0; c < is_met.size(); ++c) {
    if (is_met[c]) classes.push_back(c);
  }
  return classes;
}

std::optional<std::uint32_t> TimeCells::period_of(Instant instant) const {
  if (instant < begins_.front() || instant >= kEndOfTime) return std::nullopt;
  return static_cast<std::uint32_t>(std::ranges::upper_bound(begins_, instant) - begins_.begin()) -
         1;
}

std::optional<std::uint32_t> TimeCells::class_of(Instant instant) const {
  if (!has_recurrence()) return 0;
  return recurrence_.class_of(instant);
}

Instant TimeCells::example(std::uint32_t period, std::uint32_t in_class) const {
  if (!has_recurrence()) return begin_of(period);
  examples_.resize(periods());
  if (examples_[period].empty()) examples_[period] = find_examples(period);
  const auto at = std::ranges::lower_bound(classes_in_[period], in_class);
  return examples_[period][static_cast<std::size_t>(at - classes_in_[period].begin())];
}

std::vector<Instant> TimeCells::find_examples(std::uint32_t period) const {
  const std::vector<std::uint32_t>& classes = classes_in_[period];
  std::vector<Instant> examples(classes.size(), kEndOfTime);
  std::size_t missing = classes.size();
  const auto place_of = [&](std::uint32_t c) {
    return static_cast<std::size_t>(std::ranges::lower_bound(classes, c) - classes.begin());
  };
  const Instant end = sweep_end(period);
  for (Instant at = begin_of(period); at < end && missing > 0;) {
    const Instant change = std::min(end, recurrence_.next_change(at));
    const auto is_missing = [&](std::uint32_t c) { return examples[place_of(c)] == kEndOfTime; };
    if (std::ranges::any_of(recurrence_.classes_between(at, change), is_missing)) {
      recurrence_.visit_stretches(at, change, [&](std::uint32_t c, Instant instant) {
        if (is_missing(c)) {
          examples[place_of(c)] = instant;
          --missing;
        }
        return missing == 0;
      });
    }
    at = change;
  }
  return examples;
}

std::vector<Instant> year_cuts(const TimeZone& clock, std::int64_t year) {
  constexpr std::int64_t kLastYear = 9999;
  std::vector<Instant> cuts;
  if (year < 1 || year > kLastYear) return cuts;
  const Instant turn = instant_of({static_cast<int>(year), 1, 1});
  const Instant begin = turn - 2 * kSecondsPerDay;
  const Instant end = turn + 2 * kSecondsPerDay;
  cuts.push_back(turn - clock.offset_at(begin));
  for (auto change = clock.next_transition(begin); change && *change < end;
       change = clock.next_transition(*change)) {
    cuts.push_back(*change);
    cuts.push_back(turn - clock.offset_at(*change));
  }
  return cuts;
}

}  // namespace accessdrift
