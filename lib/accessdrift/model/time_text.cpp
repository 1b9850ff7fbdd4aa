#include "accessdrift/model/time_text.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace accessdrift {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether `text` has the shape of `pattern`, where `0` stands for any digit.
bool has_shape(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern,
                            [](char c, char p) { return p == '0' ? is_digit(c) : c == p; });
}

int number_at(std::string_view text, std::size_t begin, std::size_t digits) {
  int number = 0;
  for (const char c : text.substr(begin, digits)) number = number * 10 + (c - '0');
  return number;
}

bool is_date(std::string_view text) {
  if (!has_shape(text, "0000-00-00")) return false;
  const std::chrono::year_month_day date{
      std::chrono::year{number_at(text, 0, 4)},
      std::chrono::month{static_cast<unsigned>(number_at(text, 5, 2))},
      std::chrono::day{static_cast<unsigned>(number_at(text, 8, 2))}};
  return date.ok();
}

bool is_hour_and_minute(std::string_view text) {
  return has_shape(text, "00:00") && number_at(text, 0, 2) < 24 && number_at(text, 3, 2) < 60;
}

bool is_zone(std::string_view text) {
  if (text == "Z") return true;
  return (text.starts_with('+') || text.starts_with('-')) && is_hour_and_minute(text.substr(1));
}

/// `:SS`, an optional fraction, a zone.
bool is_second_and_zone(std::string_view text) {
  if (!has_shape(text.substr(0, 3), ":00") || number_at(text, 1, 2) > 59) return false;
  text.remove_prefix(3);
  if (text.starts_with('.')) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    if (end == 1) return false;
    text.remove_prefix(end);
  }
  return is_zone(text);
}

}  // namespace

bool is_date_or_time(std::string_view text) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kToMinute = 16;
  if (!is_date(text.substr(0, kDate))) return false;
  if (text.size() == kDate) return true;
  if (text.size() < kToMinute || text[kDate] != 'T') return false;
  return is_hour_and_minute(text.substr(kDate + 1, 5)) &&
         is_second_and_zone(text.substr(kToMinute));
}

}  // namespace accessdrift
