#include "accessdrift/base/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>
#include <system_error>

namespace accessdrift {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr std::array<Unit, 6> kUnits{{{"h", 3'600 * kNanosecondsPerSecond},
                                      {"m", 60 * kNanosecondsPerSecond},
                                      {"s", kNanosecondsPerSecond},
                                      {"ms", 1'000'000},
                                      {"us", 1'000},
                                      {"ns", 1}}};

/// A duration without its sign. `is_cut`: something less than a nanosecond was left out.
struct Length {
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  bool is_cut = false;
};

/// A number and its unit: `1.5h`.
struct Part {
  std::string_view whole;
  std::string_view fraction;
  std::int64_t unit = 0;
};

std::string_view take_while(std::string_view& text, bool digits) {
  const auto is_wanted = [digits](char c) {
    return digits ? c >= '0' && c <= '9' : c >= 'a' && c <= 'z';
  };
  const auto end = std::ranges::find_if_not(text, is_wanted) - text.begin();
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end));
  text.remove_prefix(taken.size());
  return taken;
}

std::optional<Part> take_part(std::string_view& text) {
  Part part;
  part.whole = take_while(text, true);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    part.fraction = take_while(text, true);
  }
  const auto unit = std::ranges::find(kUnits, take_while(text, false), &Unit::name);
  if (part.whole.size() + part.fraction.size() == 0 || unit == kUnits.end()) return std::nullopt;
  part.unit = unit->nanoseconds;
  return part;
}

/// Nothing from 2^63 on.
std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t number = 0;
  if (digits.empty()) return number;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (end.ec != std::errc()) return std::nullopt;
  return number;
}

/// `number` units; nothing if that is too long.
std::optional<Length> whole_units(std::int64_t number, std::int64_t unit) {
  if (unit < kNanosecondsPerSecond) {
    const std::int64_t per_second = kNanosecondsPerSecond / unit;
    return Length{number / per_second, number % per_second * unit};
  }
  const std::int64_t seconds = unit / kNanosecondsPerSecond;
  if (number > kLongestDuration / seconds) return std::nullopt;
  return Length{number * seconds, 0};
}

/// What the digits behind the point make of a unit. From the last digit on: rounding down at each
/// step is rounding down once, and what is not whole stays so.
Length part_of_unit(std::string_view digits, std::int64_t unit) {
  std::int64_t nanoseconds = 0;
  bool is_cut = false;
  for (const char digit : digits | std::views::reverse) {
    const std::int64_t tenfold = (digit - '0') * unit + nanoseconds;
    is_cut = is_cut || tenfold % 10 != 0;
    nanoseconds = tenfold / 10;
  }
  return {nanoseconds / kNanosecondsPerSecond, nanoseconds % kNanosecondsPerSecond, is_cut};
}

/// REQUIRES: neither has more than 2^62 seconds.
Length sum(const Length& a, const Length& b) {
  const std::int64_t nanoseconds = a.nanoseconds + b.nanoseconds;
  return {a.seconds + b.seconds + nanoseconds / kNanosecondsPerSecond,
          nanoseconds % kNanosecondsPerSecond, a.is_cut || b.is_cut};
}

std::optional<Length> length_of(const Part& part) {
  const auto number = number_of(part.whole);
  if (!number) return std::nullopt;
  const auto whole = whole_units(*number, part.unit);
  if (!whole) return std::nullopt;
  return sum(*whole, part_of_unit(part.fraction, part.unit));
}

std::optional<Length> parse_length(std::string_view text) {
  if (text == "0") return Length{};
  if (text.empty()) return std::nullopt;
  Length total;
  while (!text.empty()) {
    const auto part = take_part(text);
    if (!part) return std::nullopt;
    const auto length = length_of(*part);
    if (!length) return std::nullopt;
    total = sum(total, *length);
    if (total.seconds > kLongestDuration) return std::nullopt;
  }
  return total;
}

/// Rounds down, so away from zero.
WrittenDuration negative(const Length& length) {
  const bool has_fraction = length.nanoseconds != 0 || length.is_cut;
  const std::int64_t above = length.nanoseconds + (length.is_cut ? 1 : 0);  // rounded up
  const std::int64_t down = above == 0 ? 0 : kNanosecondsPerSecond - above;
  return {-length.seconds - (above == 0 ? 0 : 1), static_cast<std::uint32_t>(down), has_fraction};
}

}  // namespace

std::optional<WrittenDuration> parse_duration(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  const auto length = parse_length(text);
  if (!length) return std::nullopt;
  if (is_negative) return negative(*length);
  return WrittenDuration{length->seconds, static_cast<std::uint32_t>(length->nanoseconds),
                         length->nanoseconds != 0 || length->is_cut};
}

}  // namespace accessdrift
