#include "naive_instants.h"

#include <algorithm>
#include <map>

#include "accessdrift/base/calendar.h"

/// Why the instants are enough. Each step cuts stretches of time into shorter ones, until all that
/// a test can say is the same within each; one instant a stretch then stands for it.
///
/// 1. Constants, and the years that are asked for, cut time into periods. In a period no comparison
///    changes its answer.
/// 2. The changes of the clocks cut periods. Within a stretch every clock runs evenly, so windows,
///    weekdays, hours, minutes and seconds come again after a week, a day, an hour and a minute.
///    A period is followed for sixty years from where no zone has a listed change left: what a year
///    holds (its dates, their weekdays, and the changes that rules put on weekdays of months) hangs
///    on its length and first weekday and on those of the year before and behind it, and in 28
///    years all of these come, though not where a year like 2100 interrupts; sixty hold 28 without.
/// 3. The edges of what dates are asked for cut the stretches; there, too, sixty years hold all.
/// 4. Stretches of one period in which dates and clocks stand alike are the same to all further
///    tests if they are a week or longer, or equally long from the same second of the week on. One
///    of each is kept.
/// 5. Within a stretch the first week holds all that a week can bring: edges of windows and
///    weekdays. Within what these leave, the first day holds all hours, then the first hour all
///    minutes, then the first minute all seconds.
namespace accessdrift::naive {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kWeek = 7 * kDay;
constexpr std::int64_t kFollowed = 60 * 366 * kDay;

struct Stretch {
  Instant begin = 0;
  Instant end = 0;
};
using Stretches = std::vector<Stretch>;

std::int64_t rounded_down(std::int64_t number, std::int64_t step) {
  const std::int64_t rest = number % step;
  return number - (rest < 0 ? rest + step : rest);
}

bool is_of_dates(Operator field) {
  return field == Operator::GetMonth || field == Operator::GetDate ||
         field == Operator::GetDayOfMonth || field == Operator::GetDayOfYear;
}

/// Which number it is, or between which two it lies.
std::int64_t place_among(const std::set<std::int64_t>& numbers, std::int64_t number) {
  std::int64_t place = 0;
  for (const std::int64_t other : numbers) {
    if (other < number) place += 2;
    if (other == number) place += 1;
  }
  return place;
}

std::int64_t say(const InstantTests::OfField& test, Instant at) {
  return place_among(test.numbers, read_field(test.field, at + test.shift, *test.clock));
}

class Sweep {
 public:
  Sweep(const InstantTests& tests, Instant from) : tests_(tests), from_(from) {
    for (const auto& test : tests.windows) {
      for (const Opening& opening : test.window) add_clock(opening.clock.get(), test.shift);
    }
    for (const auto& test : tests.fields) add_clock(test.clock.get(), test.shift);
  }

  std::vector<Instant> instants() {
    Stretches stretches = periods();
    if (!clocks_.empty()) {
      stretches = between_changes(stretches);
      stretches = cut(stretches, kFollowed, [this](Stretch s, auto see) { dates(s, see); });
      keep_different(stretches);
      stretches = cut(stretches, kWeek, [this](Stretch s, auto see) { edges_of_week(s, see); });
      stretches = cut(stretches, kDay,
                      [this](Stretch s, auto see) { of_clock(Operator::GetHours, 3'600, s, see); });
      stretches = cut(stretches, 3'600,
                      [this](Stretch s, auto see) { of_clock(Operator::GetMinutes, 60, s, see); });
      stretches = cut(stretches, 60,
                      [this](Stretch s, auto see) { of_clock(Operator::GetSeconds, 1, s, see); });
    }
    std::set<Instant> all{kEndOfTime - 1};
    for (const Stretch& stretch : stretches) {
      all.insert(stretch.begin);
      if (stretch.begin > from_) all.insert(stretch.begin - 1);
    }
    return {all.begin(), all.end()};
  }

 private:
  struct Clock {
    const TimeZone* zone;
    std::int64_t shift;
    friend auto operator<=>(const Clock&, const Clock&) = default;
  };

  void add_clock(const TimeZone* zone, std::int64_t shift) {
    clocks_.insert({zone, shift});
    regular_from_ = std::max(regular_from_, zone->regular_from() - shift);
  }

  [[nodiscard]] static std::int64_t offset(const Clock& clock, Instant at) {
    return clock.zone->offset_at(at + clock.shift);
  }

  /// Cuts the first `length` seconds of each where `find` sees an edge.
  template <typename Find>
  static Stretches cut(const Stretches& all, std::int64_t length, Find find) {
    Stretches pieces;
    for (const Stretch& whole : all) {
      const Stretch first{whole.begin, std::min(whole.begin + length, whole.end)};
      std::set<Instant> edges{first.begin, first.end};
      find(first, [&](Instant edge) {
        if (edge > first.begin && edge < first.end) edges.insert(edge);
      });
      for (auto edge = edges.begin(); std::next(edge) != edges.end(); ++edge)
        pieces.push_back({*edge, *std::next(edge)});
      // Where nothing was cut all of it is alike, and finer tests may look farther.
      if (edges.size() == 2) pieces.back().end = whole.end;
    }
    return pieces;
  }

  Stretches periods() const {
    std::set<Instant> cuts{from_, kEndOfTime};
    const auto add = [&](Instant at) {
      if (at > from_ && at < kEndOfTime) cuts.insert(at);
    };
    for (const Instant at : tests_.cuts) add(at);
    for (const auto& test : tests_.fields) {
      if (test.field != Operator::GetFullYear) continue;
      for (const std::int64_t year : test.numbers) {
        if (year < 0 || year > 10'000) continue;
        for (const int begun : {static_cast<int>(year), static_cast<int>(year) + 1}) {
          const Instant about = instant_of({begun, 1, 1}) - test.shift;
          for (const Instant near : {about - 2 * kDay, about, about + 2 * kDay})
            add(about - test.clock->offset_at(near + test.shift));
        }
      }
    }
    Stretches all;
    for (auto at = cuts.begin(); std::next(at) != cuts.end(); ++at)
      all.push_back({*at, *std::next(at)});
    return all;
  }

  Stretches between_changes(const Stretches& all) const {
    Stretches followed;
    for (const Stretch& period : all) {
      const Instant until = std::max(period.begin, regular_from_) + kFollowed;
      followed.push_back({period.begin, std::min(period.end, until)});
    }
    return cut(followed, kEndOfTime - kFirstInstant, [this](Stretch s, auto see) {
      for (const Clock& clock : clocks_) {
        auto change = clock.zone->next_transition(s.begin + clock.shift);
        for (; change && *change - clock.shift < s.end;
             change = clock.zone->next_transition(*change))
          see(*change - clock.shift);
      }
    });
  }

  /// Every `step` seconds on the clock of a test.
  template <typename See>
  static void each_step(const Stretch& stretch, const InstantTests::OfField& test,
                        std::int64_t step, See see) {
    const std::int64_t ahead = test.shift + test.clock->offset_at(stretch.begin + test.shift);
    Instant at = rounded_down(stretch.begin + ahead, step) - ahead;
    std::int64_t said = say(test, stretch.begin);
    for (at += step; at < stretch.end; at += step) {
      const std::int64_t says = say(test, at);
      if (says != said) see(at);
      said = says;
    }
  }

  template <typename See>
  void dates(const Stretch& stretch, See see) const {
    for (const auto& test : tests_.fields) {
      if (is_of_dates(test.field)) each_step(stretch, test, kDay, see);
    }
  }

  template <typename See>
  void of_clock(Operator field, std::int64_t step, const Stretch& stretch, See see) const {
    for (const auto& test : tests_.fields) {
      if (test.field == field) each_step(stretch, test, step, see);
    }
  }

  template <typename See>
  void edges_of_week(const Stretch& stretch, See see) const {
    of_clock(Operator::GetDayOfWeek, kDay, stretch, see);
    for (const auto& test : tests_.windows) {
      for (const Opening& opening : test.window) {
        const std::int64_t ahead =
            test.shift + opening.clock->offset_at(stretch.begin + test.shift);
        // 1970-01-05 was a Monday.
        const Instant monday =
            rounded_down(stretch.begin + ahead - 4 * kDay, kWeek) + 4 * kDay - ahead;
        for (const MinuteRange& range : opening.minutes) {
          for (const std::int64_t minute : {range.begin, range.end}) {
            see(monday + minute * 60);
            see(monday + minute * 60 + kWeek);
          }
        }
      }
    }
  }

  void keep_different(Stretches& all) const {
    std::set<std::vector<std::int64_t>> seen;
    std::erase_if(all, [&](const Stretch& stretch) {
      const bool is_long = stretch.end - stretch.begin >= kWeek;
      std::vector<std::int64_t> looks{
          period_of(stretch.begin), std::min(stretch.end - stretch.begin, kWeek),
          is_long ? 0 : stretch.begin - rounded_down(stretch.begin, kWeek)};
      for (const Clock& clock : clocks_) looks.push_back(offset(clock, stretch.begin));
      for (const auto& test : tests_.fields) {
        const bool is_wide = is_of_dates(test.field) || test.field == Operator::GetFullYear;
        if (is_wide) looks.push_back(say(test, stretch.begin));
      }
      return !seen.insert(std::move(looks)).second;
    });
  }

  [[nodiscard]] std::int64_t period_of(Instant at) const {
    return std::distance(tests_.cuts.begin(), tests_.cuts.upper_bound(at));
  }

  const InstantTests& tests_;
  Instant from_;
  std::set<Clock> clocks_;
  Instant regular_from_ = kFirstInstant;
};

}  // namespace

std::vector<std::int64_t> what_tests_say(const InstantTests& tests, Instant at) {
  std::vector<std::int64_t> all{std::distance(tests.cuts.begin(), tests.cuts.upper_bound(at))};
  for (const auto& test : tests.windows)
    all.push_back(is_open(test.window, at + test.shift) ? 1 : 0);
  for (const auto& test : tests.fields) all.push_back(say(test, at));
  return all;
}

std::vector<Instant> telling_instants(const InstantTests& tests, Instant from) {
  return Sweep(tests, from).instants();
}

}  // namespace accessdrift::naive
