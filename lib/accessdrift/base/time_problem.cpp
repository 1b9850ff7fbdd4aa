#include "accessdrift/base/time_problem.h"

#include <algorithm>
#include <optional>

#include "accessdrift/base/duration.h"
#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"

namespace accessdrift {
namespace {

constexpr std::string_view kInstantExample = "`2027-01-31T18:00:00Z`";
constexpr std::size_t kDateLength = 10;

std::string write(std::string_view text) { return "write `" + shortened(text) + "`"; }

tl::unexpected<TimeProblem> problem(std::string label, std::string help = {}) {
  return tl::unexpected(TimeProblem{std::move(label), std::move(help)});
}

tl::unexpected<TimeProblem> out_of_range() { return problem("expected a year of 1 to 9999"); }

/// Digits where a date has digits, and dashes between them.
bool looks_like_date(std::string_view text) {
  if (text.size() != kDateLength || text[4] != '-' || text[7] != '-') return false;
  return std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) == 8;
}

/// What lacks a `T`, capitals or the end of an RFC 3339 time.
std::string help_with_form(std::string_view text) {
  std::string repaired(text);
  if (repaired.size() <= kDateLength) return {};
  if (repaired[kDateLength] == ' ' || repaired[kDateLength] == 't') repaired[kDateLength] = 'T';
  if (repaired.back() == 'z') repaired.back() = 'Z';
  if (parse_instant(repaired)) return write(repaired);
  for (const std::string_view end : {"Z", ":00Z"}) {
    const std::string ended = repaired + std::string(end);
    if (parse_instant(ended)) return write(ended) + " if it is UTC";
  }
  return {};
}

tl::expected<Instant, TimeProblem> in_range(const WrittenInstant& written) {
  if (!is_in_range(written.seconds)) return out_of_range();
  if (written.has_fraction) {
    return problem("times are whole seconds", write(to_text(written.seconds)));
  }
  return written.seconds;
}

}  // namespace

tl::expected<Instant, TimeProblem> read_time(std::string_view text) {
  if (const auto date = parse_date(text)) {
    if (date->year == 0) return out_of_range();
    return end_of_day_utc(*date);
  }
  if (looks_like_date(text)) return problem("there is no such day");
  if (const auto written = parse_instant(text)) return in_range(*written);
  return problem("expected a date like `2027-01-31` or a time like " + std::string(kInstantExample),
                 help_with_form(text));
}

tl::expected<Instant, TimeProblem> read_instant(std::string_view text) {
  if (const auto written = parse_instant(text)) return in_range(*written);
  const std::string expected = "expected a time like " + std::string(kInstantExample);
  if (parse_date(text)) {
    return problem(expected, write(std::string(text) + "T00:00:00Z") + " for the start of the day");
  }
  if (looks_like_date(text)) return problem("there is no such day");
  return problem(expected, help_with_form(text));
}

tl::expected<std::int64_t, TimeProblem> read_duration(std::string_view text) {
  const auto written = parse_duration(text);
  if (!written) {
    return problem("expected hours, minutes and seconds like `1h30m`, at most 292 years");
  }
  if (written->has_fraction) {
    return problem("durations are whole seconds", write(std::to_string(written->seconds) + "s"));
  }
  return written->seconds;
}

}  // namespace accessdrift
