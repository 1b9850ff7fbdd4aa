#include "accessdrift/base/time_problem.h"

#include <doctest/doctest.h>

#include <string>

#include "accessdrift/base/time_text.h"

namespace accessdrift {
namespace {

struct ProblemRow {
  const char* text;
  const char* said;  ///< the instant, or label and help
};

template <typename T>
std::string said(const tl::expected<T, TimeProblem>& read, std::string (*text_of)(T)) {
  if (read) return text_of(*read);
  return read.error().label + (read.error().help.empty() ? "" : "; ") + read.error().help;
}

std::string instant_text(Instant instant) { return to_text(instant); }

TEST_CASE("read_time: a date is the end of its day and a time is itself") {
  const std::string form =
      "expected a date like `2027-01-31` or a time like `2027-01-31T18:00:00Z`";
  const ProblemRow rows[] = {
      {"2027-01-31", "2027-02-01T00:00:00Z"},
      {"2027-12-31", "2028-01-01T00:00:00Z"},
      {"0001-01-01", "0001-01-02T00:00:00Z"},
      {"9999-12-31", "10000-01-01T00:00:00Z"},
      {"2027-01-31T18:00:00Z", "2027-01-31T18:00:00Z"},
      {"2027-01-31T18:00:00+01:00", "2027-01-31T17:00:00Z"},
      {"0000-12-31", "expected a year of 1 to 9999"},
      {"0001-01-01T00:00:00+01:00", "expected a year of 1 to 9999"},
      {"9999-12-31T23:59:59-01:00", "expected a year of 1 to 9999"},
      {"2027-02-29", "there is no such day"},
      {"2027-13-01", "there is no such day"},
      {"2027-01-31T18:00:00.5Z", "times are whole seconds; write `2027-01-31T18:00:00Z`"},
  };
  for (const ProblemRow& row : rows) {
    CAPTURE(row.text);
    CHECK(said(read_time(row.text), instant_text) == row.said);
  }
  for (const char* text : {"", "soon", "31.01.2027", "2027-1-31", "20270131", "2027-01-31T"}) {
    CAPTURE(text);
    CHECK(said(read_time(text), instant_text) == form);
  }
  CHECK(said(read_time("2027-01-31T18:00:00"), instant_text) ==
        form + "; write `2027-01-31T18:00:00Z` if it is UTC");
  CHECK(said(read_time("2027-01-31 18:00"), instant_text) ==
        form + "; write `2027-01-31T18:00:00Z` if it is UTC");
  CHECK(said(read_time("2027-01-31t18:00:00z"), instant_text) ==
        form + "; write `2027-01-31T18:00:00Z`");
}

TEST_CASE("read_instant: a date alone is refused") {
  const std::string form = "expected a time like `2027-01-31T18:00:00Z`";
  CHECK(said(read_instant("2027-01-31T18:00:00Z"), instant_text) == "2027-01-31T18:00:00Z");
  CHECK(said(read_instant("2027-01-31"), instant_text) ==
        form + "; write `2027-01-31T00:00:00Z` for the start of the day");
  CHECK(said(read_instant("2027-02-30"), instant_text) == "there is no such day");
  CHECK(said(read_instant("2027-01-31T18:00:00.000001Z"), instant_text) ==
        "times are whole seconds; write `2027-01-31T18:00:00Z`");
  CHECK(said(read_instant("0000-01-01T00:00:00Z"), instant_text) == "expected a year of 1 to 9999");
  CHECK(said(read_instant("now"), instant_text) == form);
}

TEST_CASE("read_duration: whole seconds only") {
  const auto seconds = [](std::int64_t count) { return std::to_string(count); };
  const auto read = [&](const char* text) {
    return said<std::int64_t>(read_duration(text), seconds);
  };
  CHECK(read("1h30m") == "5400");
  CHECK(read("-90s") == "-90");
  CHECK(read("1000ms") == "1");
  CHECK(read("1.5s") == "durations are whole seconds; write `1s`");
  CHECK(read("1d") == "expected hours, minutes and seconds like `1h30m`, at most 292 years");
  CHECK(read("90") == "expected hours, minutes and seconds like `1h30m`, at most 292 years");
  CHECK(read("99999999999h") ==
        "expected hours, minutes and seconds like `1h30m`, at most 292 years");
}

}  // namespace
}  // namespace accessdrift
