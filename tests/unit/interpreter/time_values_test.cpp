#include "accessdrift/interpreter/time_values.h"

#include <doctest/doctest.h>

#include <vector>

#include "accessdrift/base/duration.h"
#include "machine_zones.h"

namespace accessdrift::interpreting {
namespace {

struct FieldRow {
  std::string time;
  std::string zone;
  Operator field;
  std::int64_t shown;
};

void check_fields(const std::vector<FieldRow>& rows) {
  for (const FieldRow& row : rows) {
    CAPTURE(row.time);
    CAPTURE(row.zone);
    CAPTURE(static_cast<int>(row.field));
    const auto zone = machine_zones()->find(row.zone);
    REQUIRE(zone != nullptr);
    CHECK(calendar_field(row.field, instant_at(row.time), *zone) == row.shown);
  }
}

TEST_CASE("calendar_field: counts as CEL does, in the zone") {
  const std::string tuesday = "2026-11-24T20:40:07Z";
  const std::string last = "2026-12-31T23:30:00Z";  // the year 2027 in Berlin, a Friday
  check_fields({
      {tuesday, "Europe/Berlin", Operator::GetFullYear, 2026},
      {tuesday, "Europe/Berlin", Operator::GetMonth, 10},
      {tuesday, "Europe/Berlin", Operator::GetDate, 24},
      {tuesday, "Europe/Berlin", Operator::GetDayOfMonth, 23},
      {tuesday, "Europe/Berlin", Operator::GetDayOfWeek, 2},
      {tuesday, "Europe/Berlin", Operator::GetDayOfYear, 327},
      {tuesday, "Europe/Berlin", Operator::GetHours, 21},
      {tuesday, "Europe/Berlin", Operator::GetMinutes, 40},
      {tuesday, "Europe/Berlin", Operator::GetSeconds, 7},
      {tuesday, "UTC", Operator::GetHours, 20},
      {tuesday, "Asia/Kathmandu", Operator::GetDate, 25},
      {tuesday, "Asia/Kathmandu", Operator::GetDayOfWeek, 3},
      {tuesday, "Asia/Kathmandu", Operator::GetHours, 2},
      {tuesday, "Asia/Kathmandu", Operator::GetMinutes, 25},
      {last, "UTC", Operator::GetFullYear, 2026},
      {last, "UTC", Operator::GetDayOfYear, 364},
      {last, "Europe/Berlin", Operator::GetFullYear, 2027},
      {last, "Europe/Berlin", Operator::GetMonth, 0},
      {last, "Europe/Berlin", Operator::GetDate, 1},
      {last, "Europe/Berlin", Operator::GetDayOfMonth, 0},
      {last, "Europe/Berlin", Operator::GetDayOfWeek, 5},
      {last, "Europe/Berlin", Operator::GetDayOfYear, 0},
      {"2028-12-31T12:00:00Z", "UTC", Operator::GetDayOfYear, 365},
      {"2026-11-29T12:00:00Z", "UTC", Operator::GetDayOfWeek, 0},
      {"2026-11-28T12:00:00Z", "UTC", Operator::GetDayOfWeek, 6},
      {"9999-12-31T23:30:00Z", "Europe/Berlin", Operator::GetFullYear, 10'000},
      {"0001-01-01T00:00:00Z", "America/New_York", Operator::GetFullYear, 0},
  });
}

TEST_CASE("calendar_field: skips an hour in spring and shows one twice in autumn") {
  check_fields({
      {"2027-03-28T00:59:59Z", "Europe/Berlin", Operator::GetHours, 1},
      {"2027-03-28T01:00:00Z", "Europe/Berlin", Operator::GetHours, 3},
      {"2027-10-31T00:00:00Z", "Europe/Berlin", Operator::GetHours, 2},
      {"2027-10-31T00:59:59Z", "Europe/Berlin", Operator::GetHours, 2},
      {"2027-10-31T01:00:00Z", "Europe/Berlin", Operator::GetHours, 2},
      {"2027-10-31T02:00:00Z", "Europe/Berlin", Operator::GetHours, 3},
      // Half an hour.
      {"2027-04-03T14:59:59Z", "Australia/Lord_Howe", Operator::GetMinutes, 59},
      {"2027-04-03T15:00:00Z", "Australia/Lord_Howe", Operator::GetHours, 1},
      {"2027-04-03T15:00:00Z", "Australia/Lord_Howe", Operator::GetMinutes, 30},
      // Daylight time is the rule there, and winter the exception.
      {"2027-01-15T12:00:00Z", "Europe/Dublin", Operator::GetHours, 12},
      {"2027-07-15T12:00:00Z", "Europe/Dublin", Operator::GetHours, 13},
  });
}

Value time(const std::string& text) { return Time{instant_at(text)}; }
Value seconds(std::int64_t count) { return Duration{count}; }

TEST_CASE("sum_of, difference_of: whole seconds, within the years 1 to 9999") {
  const Value first = time("0001-01-01T00:00:00Z");
  const Value last = time("9999-12-31T23:59:59Z");
  CHECK(sum_of(first, seconds(1)) == time("0001-01-01T00:00:01Z"));
  CHECK(sum_of(seconds(1), first) == time("0001-01-01T00:00:01Z"));
  CHECK_FALSE(sum_of(first, seconds(-1)));
  CHECK_FALSE(difference_of(first, seconds(1)));
  CHECK_FALSE(sum_of(last, seconds(1)));
  CHECK(difference_of(last, seconds(86'399)) == time("9999-12-31T00:00:00Z"));
  CHECK_FALSE(difference_of(last, first));
  CHECK_FALSE(difference_of(first, last));
  CHECK(sum_of(seconds(2), seconds(-3)) == seconds(-1));
  CHECK(sum_of(seconds(kLongestDuration), seconds(0)) == seconds(kLongestDuration));
  CHECK_FALSE(sum_of(seconds(kLongestDuration), seconds(1)));
  CHECK_FALSE(difference_of(seconds(-kLongestDuration), seconds(1)));
}

Window window(const std::vector<std::string>& texts) {
  Window window;
  for (const std::string& text : texts) {
    const TimeWindow parsed = parse_time_window(text).value();
    window.parts.push_back({parsed.zone, machine_zones()->find(parsed.zone), parsed.minutes});
  }
  return window;
}

struct OpenRow {
  std::vector<std::string> texts;
  std::string time;
  bool is_open;
};

TEST_CASE("is_open: by the clock on the wall") {
  const std::vector<std::string> office{"Mon-Fri 08:00-18:00 Europe/Berlin"};
  const std::vector<std::string> night{"Fri 22:00-06:00 Europe/Berlin"};
  const std::vector<std::string> over_week{"Sun 22:00-06:00 UTC"};
  const std::vector<std::string> skipped{"Sun 02:00-03:00 Europe/Berlin"};
  const std::vector<std::string> two{"Sat 10:00-11:00 UTC", "Mon 08:00-09:00 America/New_York"};
  const std::vector<OpenRow> rows{
      {office, "2026-11-24T06:59:59Z", false},
      {office, "2026-11-24T07:00:00Z", true},
      {office, "2026-11-24T16:59:59Z", true},
      {office, "2026-11-24T17:00:00Z", false},
      {office, "2026-07-21T06:00:00Z", true},
      {office, "2026-07-21T16:00:00Z", false},
      {office, "2026-11-28T12:00:00Z", false},
      {office, "2027-03-26T06:30:00Z", false},  // the Friday before the clocks change
      {office, "2027-03-29T06:30:00Z", true},   // and the Monday after
      {night, "2026-11-27T20:59:59Z", false},
      {night, "2026-11-27T21:00:00Z", true},
      {night, "2026-11-28T04:59:59Z", true},
      {night, "2026-11-28T05:00:00Z", false},
      {night, "2026-11-28T21:00:00Z", false},
      {over_week, "2026-11-29T23:59:59Z", true},
      {over_week, "2026-11-30T05:59:59Z", true},
      {over_week, "2026-11-30T06:00:00Z", false},
      // 02:00 does not come on that day, and comes twice on this.
      {skipped, "2027-03-28T00:59:59Z", false},
      {skipped, "2027-03-28T01:00:00Z", false},
      {skipped, "2027-10-30T23:59:59Z", false},
      {skipped, "2027-10-31T00:00:00Z", true},
      {skipped, "2027-10-31T01:59:59Z", true},
      {skipped, "2027-10-31T02:00:00Z", false},
      {two, "2026-11-28T10:30:00Z", true},
      {two, "2026-11-30T13:30:00Z", true},
      {two, "2026-11-30T10:30:00Z", false},
      {{}, "2026-11-28T10:30:00Z", false},
  };
  for (const OpenRow& row : rows) {
    CAPTURE(row.time);
    CAPTURE(row.texts.empty() ? "" : row.texts.front());
    CHECK(is_open(window(row.texts), instant_at(row.time)) == row.is_open);
  }
}

}  // namespace
}  // namespace accessdrift::interpreting
