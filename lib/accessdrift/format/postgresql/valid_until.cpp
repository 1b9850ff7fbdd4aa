#include <optional>
#include <string>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/format/postgresql/catalogue.h"

namespace accessdrift::postgresql {
namespace {

bool are_digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return false;
  for (std::size_t i = at; i < at + count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  return true;
}

/// A time of the server's ISO style in that of RFC 3339, and whether it names its zone.
struct Written {
  std::string text;
  bool has_zone = true;
};

/// The time of day, which is taken from the text.
std::optional<std::string> take_time(std::string_view& rest) {
  constexpr std::size_t kTime = 8;
  if (rest.empty()) return "00:00:00";
  if ((rest[0] != ' ' && rest[0] != 'T') || rest.size() < kTime + 1) return std::nullopt;
  std::string time(rest.substr(1, kTime));
  rest.remove_prefix(kTime + 1);
  if (rest.starts_with('.')) {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    time += rest.substr(0, end);
    rest.remove_prefix(end);
  }
  return time;
}

std::optional<std::string> zone_of(std::string_view text) {
  // East of it clocks are ahead: nowhere does a time come later than twelve hours west.
  if (text.empty()) return "-12:00";
  if (text == "Z") return "Z";
  if ((text[0] != '+' && text[0] != '-') || !are_digits(text, 1, 2)) return std::nullopt;
  return std::string(text) + (text.size() == 3 ? ":00" : "");
}

std::optional<Written> in_rfc_3339(std::string_view text) {
  constexpr std::size_t kDate = 10;
  std::string_view rest = text.substr(std::min(kDate, text.size()));
  const std::optional<std::string> time = take_time(rest);
  const std::optional<std::string> zone = zone_of(rest);
  if (!time || !zone) return std::nullopt;
  return Written{std::string(text.substr(0, kDate)) + 'T' + *time + *zone, !rest.empty()};
}

}  // namespace

std::optional<Until> read_valid_until(SourceReading& reading, std::string_view text, Span span) {
  if (text == "infinity") return std::nullopt;
  if (text == "-infinity")
    return Until{parse_instant("0001-01-01T00:00:00Z")->seconds, span.place, span.place};
  const std::optional<Written> written = in_rfc_3339(text);
  const std::optional<WrittenInstant> instant =
      written ? parse_instant(written->text) : std::nullopt;
  if (!instant || !is_in_range(instant->seconds)) {
    source::report(reading, "invalid-time",
                   "`VALID UNTIL` cannot be read: `" + shortened(text) + "`", span)
        .label = "expected a time as the server prints it: 2027-01-31 18:00:00+00";
    return std::nullopt;
  }
  if (!written->has_zone) {
    source::warn(reading, "time-without-zone", "`" + shortened(text) + "` names no zone", span)
        .label = "taken as the latest that it can be, at twelve hours west of UTC";
  }
  // A second into which it lasts counts whole.
  return Until{instant->seconds + (instant->has_fraction ? 1 : 0), span.place, span.place};
}

}  // namespace accessdrift::postgresql
