#include "accessdrift/base/time_window.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <iterator>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr int kDaysPerWeek = 7;
constexpr std::array<std::string_view, kDaysPerWeek> kDays{"Mon", "Tue", "Wed", "Thu",
                                                           "Fri", "Sat", "Sun"};
constexpr std::string_view kExample = "`Mon-Fri 08:00-18:00 Europe/Berlin`";

using Days = std::bitset<kDaysPerWeek>;
using Minutes = std::bitset<kMinutesPerWeek>;

/// Minutes of the day at which it starts; the end can lie on the next.
struct TimeRange {
  int begin = 0;
  int end = 0;
};

template <typename T>
using Parsed = tl::expected<T, WindowProblem>;

std::string quoted(std::string_view text) { return "`" + shortened(text) + "`"; }

/// A part of the window's text, and where it stands there.
struct Part {
  std::string_view text;
  std::size_t begin = 0;

  [[nodiscard]] std::size_t end() const { return begin + text.size(); }
  [[nodiscard]] Part sub(std::size_t from, std::size_t count = std::string_view::npos) const {
    return {text.substr(from, count), begin + from};
  }
};

tl::unexpected<WindowProblem> problem(const Part& part, std::string message, std::string label) {
  const Place place{static_cast<std::uint32_t>(part.begin), static_cast<std::uint32_t>(part.end())};
  return tl::unexpected<WindowProblem>({place, std::move(message), std::move(label)});
}

/// The parts between separators, empty ones too.
std::vector<Part> split(const Part& whole, char separator) {
  std::vector<Part> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= whole.text.size(); ++at) {
    if (at < whole.text.size() && whole.text[at] != separator) continue;
    parts.push_back(whole.sub(begin, at - begin));
    begin = at + 1;
  }
  return parts;
}

/// What stands before and after the only hyphen.
std::optional<std::pair<Part, Part>> ends_of(const Part& range) {
  const std::vector<Part> ends = split(range, '-');
  if (ends.size() != 2) return std::nullopt;
  return std::pair{ends[0], ends[1]};
}

Parsed<int> parse_day(const Part& part) {
  const auto* const day = std::ranges::find(kDays, part.text);
  if (day != kDays.end()) return static_cast<int>(day - kDays.begin());
  return problem(part, "unknown day " + quoted(part.text) + " in a window",
                 "days are Mon, Tue, Wed, Thu, Fri, Sat and Sun");
}

/// One day or a range, added to `days`.
Parsed<Days> parse_day_range(const Part& part) {
  const auto ends = ends_of(part);
  const Parsed<int> first = parse_day(ends ? ends->first : part);
  if (!first) return tl::unexpected(first.error());
  const Parsed<int> last = ends ? parse_day(ends->second) : first;
  if (!last) return tl::unexpected(last.error());
  if (ends && *first == *last) {
    return problem(part, "the range of days " + quoted(part.text) + " has equal ends",
                   "`" + std::string(kDays.at(static_cast<std::size_t>(*first))) +
                       "` is this day, `Mon-Sun` every day");
  }
  Days days;
  for (int day = *first; day != *last; day = (day + 1) % kDaysPerWeek) {
    days.set(static_cast<std::size_t>(day));
  }
  return days.set(static_cast<std::size_t>(*last));
}

Parsed<Days> parse_days(const Part& part) {
  Days days;
  for (const Part& item : split(part, ',')) {
    const auto more = parse_day_range(item);
    if (!more) return tl::unexpected(more.error());
    days |= *more;
  }
  return days;
}

/// `08:30` in minutes, 00:00 to 24:00.
std::optional<int> minute_of_day(std::string_view text) {
  constexpr std::string_view kForm = "00:00";
  const bool is_time = std::ranges::equal(text, kForm, [](char c, char form) {
    return form == '0' ? c >= '0' && c <= '9' : c == form;
  });
  if (!is_time) return std::nullopt;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int minute = number(0) * 60 + number(3);
  if (number(3) > 59 || minute > kMinutesPerDay) return std::nullopt;
  return minute;
}

Parsed<int> parse_time(const Part& part) {
  if (const auto minute = minute_of_day(part.text)) return *minute;
  return problem(part, "not a time of day: " + quoted(part.text),
                 "times are HH:MM, from 00:00 to 24:00");
}

Parsed<TimeRange> parse_time_range(const Part& part) {
  const auto ends = ends_of(part);
  if (!ends) {
    return problem(part, "not a range of times: " + quoted(part.text),
                   "a range is HH:MM-HH:MM, like `08:00-18:00`");
  }
  const Parsed<int> begin = parse_time(ends->first);
  if (!begin) return tl::unexpected(begin.error());
  const Parsed<int> end = parse_time(ends->second);
  if (!end) return tl::unexpected(end.error());
  if (*begin == kMinutesPerDay) {
    return problem(ends->first, "`24:00` cannot start a range of times",
                   "the start of a day is `00:00`");
  }
  if (*begin == *end) {
    return problem(part, "the range of times " + quoted(part.text) + " has equal ends",
                   "the whole day is `00:00-24:00`");
  }
  return TimeRange{*begin, *begin < *end ? *end : *end + kMinutesPerDay};
}

Parsed<std::vector<TimeRange>> parse_times(const Part& part) {
  std::vector<TimeRange> times;
  for (const Part& item : split(part, ',')) {
    const auto range = parse_time_range(item);
    if (!range) return tl::unexpected(range.error());
    times.push_back(*range);
  }
  return times;
}

Parsed<std::string> parse_zone(const Part& part) {
  if (is_zone_name(part.text)) return std::string(part.text);
  return problem(part, "not the name of a time zone: " + quoted(part.text),
                 "names are like `Europe/Berlin` and `UTC`");
}

/// The words between spaces.
std::vector<Part> words_of(const Part& text) {
  std::vector<Part> words = split(text, ' ');
  std::erase_if(words, [](const Part& word) { return word.text.empty(); });
  return words;
}

bool starts_with_digit(const Part& part) {
  return !part.text.empty() && part.text.front() >= '0' && part.text.front() <= '9';
}

/// What a text of fewer than three words lacks.
std::string missing(const std::vector<Part>& words) {
  if (words.empty()) return "the window is empty";
  if (starts_with_digit(words[0])) return "the days are missing; every day is `Mon-Sun`";
  if (words.size() == 2 && starts_with_digit(words[1])) return "the zone is missing";
  return "the times are missing; the whole day is `00:00-24:00`";
}

/// What is wrong with a text of more than three words.
tl::unexpected<WindowProblem> too_much(const Part& text, const std::vector<Part>& words,
                                       std::string message) {
  const auto apart = std::ranges::find_if(words, [](const Part& word) {
    return word.text.starts_with(',') || word.text.ends_with(',');
  });
  if (apart != words.end()) {
    return problem(*apart, std::move(message), "lists are written without spaces");
  }
  const Part rest = text.sub(words[3].begin, words.back().end() - words[3].begin);
  return problem(rest, std::move(message), "nothing may follow the zone");
}

/// Days, times and zone; or what is wrong with their number.
Parsed<std::array<Part, 3>> parts_of(const Part& text) {
  std::string message = "a window is days, times and a zone, like " + std::string(kExample);
  const std::vector<Part> words = words_of(text);
  if (words.size() < 3) return problem(text, std::move(message), missing(words));
  if (words.size() > 3) return too_much(text, words, std::move(message));
  return std::array{words[0], words[1], words[2]};
}

void add(Minutes& minutes, const TimeRange& range, std::size_t day) {
  const int midnight = static_cast<int>(day) * kMinutesPerDay;
  for (int minute = range.begin; minute < range.end; ++minute) {
    minutes.set(static_cast<std::size_t>((midnight + minute) % kMinutesPerWeek));
  }
}

Minutes minutes_of(const Days& days, const std::vector<TimeRange>& times) {
  Minutes minutes;
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (!days.test(day)) continue;
    for (const TimeRange& range : times) add(minutes, range, day);
  }
  return minutes;
}

std::vector<MinuteRange> ranges_of(const Minutes& minutes) {
  std::vector<MinuteRange> ranges;
  for (std::size_t minute = 0; minute < minutes.size(); ++minute) {
    if (!minutes.test(minute)) continue;
    const auto end = static_cast<std::uint16_t>(minute + 1);
    if (minute > 0 && minutes.test(minute - 1)) {
      ranges.back().end = end;
    } else {
      ranges.push_back({static_cast<std::uint16_t>(minute), end});
    }
  }
  return ranges;
}

}  // namespace

tl::expected<TimeWindow, WindowProblem> parse_time_window(std::string_view text) {
  const auto parts = parts_of({text, 0});
  if (!parts) return tl::unexpected(parts.error());
  const auto days = parse_days((*parts)[0]);
  if (!days) return tl::unexpected(days.error());
  const auto times = parse_times((*parts)[1]);
  if (!times) return tl::unexpected(times.error());
  auto zone = parse_zone((*parts)[2]);
  if (!zone) return tl::unexpected(zone.error());
  return TimeWindow{std::string(text), *std::move(zone), ranges_of(minutes_of(*days, *times))};
}

std::vector<MinuteRange> merged(std::vector<MinuteRange> ranges) {
  std::ranges::sort(ranges);
  std::vector<MinuteRange> all;
  for (const MinuteRange& range : ranges) {
    if (!all.empty() && range.begin <= all.back().end) {
      all.back().end = std::max(all.back().end, range.end);
    } else {
      all.push_back(range);
    }
  }
  return all;
}

bool contains(std::span<const MinuteRange> ranges, int minute_of_week) {
  const auto after = std::ranges::upper_bound(
      ranges, minute_of_week, {}, [](const MinuteRange& range) { return int{range.begin}; });
  return after != ranges.begin() && minute_of_week < std::prev(after)->end;
}

}  // namespace accessdrift
