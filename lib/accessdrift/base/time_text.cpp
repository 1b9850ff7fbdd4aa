#include "accessdrift/base/time_text.h"

#include <algorithm>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::size_t kDateLength = 10;

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

std::optional<TimeOfDay> parse_time_of_day(std::string_view text) {
  if (!has_shape(text, "00:00:00")) return std::nullopt;
  const TimeOfDay time{number_at(text, 0, 2), number_at(text, 3, 2), number_at(text, 6, 2)};
  if (time.hour > 23 || time.minute > 59 || time.second > 59) return std::nullopt;
  return time;
}

/// `Z` or `+02:00`, in seconds.
std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z") return 0;
  if (!has_shape(text, "+00:00") && !has_shape(text, "-00:00")) return std::nullopt;
  const int hour = number_at(text, 1, 2);
  const int minute = number_at(text, 4, 2);
  if (hour > 23 || minute > 59) return std::nullopt;
  const int offset = hour * 3'600 + minute * 60;
  return text.front() == '-' ? -offset : offset;
}

/// The first nine of these digits, as if there were zeros behind them.
std::uint32_t nanoseconds_of(std::string_view digits) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    number = number * 10 + (i < digits.size() ? static_cast<std::uint32_t>(digits[i] - '0') : 0);
  }
  return number;
}

/// The digits behind the point at the front of `text`, which lose their place there. Empty if
/// there is no point.
std::optional<std::string_view> take_fraction(std::string_view& text) {
  if (!text.starts_with('.')) return std::string_view();
  const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
  if (end == 1) return std::nullopt;
  const std::string_view digits = text.substr(1, end - 1);
  text.remove_prefix(end);
  return digits;
}

void append_number(std::string& text, int number, std::size_t digits) {
  const std::string plain = std::to_string(number);
  text.append(digits > plain.size() ? digits - plain.size() : 0, '0').append(plain);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (!has_shape(text, "0000-00-00")) return std::nullopt;
  const Date date{number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2)};
  if (!is_date(date)) return std::nullopt;
  return date;
}

std::optional<WrittenInstant> parse_instant(std::string_view text) {
  constexpr std::size_t kTimeLength = 8;
  const auto date = parse_date(text.substr(0, kDateLength));
  if (!date || text.size() <= kDateLength || text[kDateLength] != 'T') return std::nullopt;
  text.remove_prefix(kDateLength + 1);
  const auto time = parse_time_of_day(text.substr(0, kTimeLength));
  if (!time) return std::nullopt;
  text.remove_prefix(kTimeLength);
  const auto fraction = take_fraction(text);
  const auto offset = parse_offset(text);
  if (!fraction || !offset) return std::nullopt;
  return WrittenInstant{instant_of(*date, *time, *offset), nanoseconds_of(*fraction),
                        fraction->find_first_not_of('0') != std::string_view::npos};
}

std::string to_text(Instant instant) {
  const CivilTime civil = civil_time(instant);
  std::string text;
  append_number(text, civil.date.year, 4);
  for (const auto& [mark, number] : {std::pair{'-', civil.date.month},
                                     {'-', civil.date.day},
                                     {'T', civil.time.hour},
                                     {':', civil.time.minute},
                                     {':', civil.time.second}}) {
    text += mark;
    append_number(text, number, 2);
  }
  return text + 'Z';
}

std::string until_text(Instant end) {
  if ((end - kFirstInstant) % kSecondsPerDay != 0) return to_text(end);
  return to_text(end - kSecondsPerDay).substr(0, kDateLength);
}

}  // namespace accessdrift
