#include "accessdrift/region/time_cells.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "accessdrift/base/time_text.h"
#include "accessdrift/region/recurring_words.h"
#include "accessdrift/source/zone_files.h"

namespace accessdrift {
namespace {

std::shared_ptr<const TimeZone> clock(const std::string& zone) {
  static const std::shared_ptr<const TimeZones> kZones = system_zones();
  auto found = kZones->find(zone);
  REQUIRE(found != nullptr);
  return found;
}

Window window(std::initializer_list<std::string> texts) {
  std::map<std::string, std::vector<MinuteRange>> minutes;
  for (const std::string& text : texts) {
    const auto parsed = parse_time_window(text);
    REQUIRE(parsed.has_value());
    auto& of_zone = minutes[parsed->zone];
    of_zone.insert(of_zone.end(), parsed->minutes.begin(), parsed->minutes.end());
  }
  Window made;
  for (auto& [zone, ranges] : minutes) made.parts.push_back({zone, clock(zone), merged(ranges)});
  return made;
}

Instant at(std::string_view text) { return parse_instant(text).value().seconds; }

TimeTests tests_of(std::vector<Window> windows, std::string_view from = "2026-11-24T08:00:00Z") {
  TimeTests tests;
  tests.first = at(from);
  for (Window& one : windows) tests.windows.push_back({std::move(one), 0});
  return tests;
}

constexpr std::uint32_t kMost = 65'536;

/// By class, what its windows say, as a text of 0 and 1.
std::string states_of(const TimeCells& cells, std::uint32_t in_class) {
  std::string text;
  for (std::size_t w = 0; w < cells.recurrence().windows().size(); ++w)
    text += cells.recurrence().is_open(w, in_class) ? '1' : '0';
  for (std::size_t c = 0; c < cells.recurrence().calendars().size(); ++c)
    text += ' ' + std::to_string(cells.recurrence().cell(c, in_class));
  return text;
}

std::set<std::string> states_in(const TimeCells& cells, std::uint32_t period) {
  std::set<std::string> states;
  for (const std::uint32_t in_class : cells.classes_in(period))
    states.insert(states_of(cells, in_class));
  return states;
}

/// What the tests come to at an instant, asked one by one.
std::string state_at(const TimeCells& cells, Instant instant) {
  std::string text;
  for (const WindowTest& test : cells.recurrence().windows())
    text += is_open(test.window, instant + test.shift) ? '1' : '0';
  for (std::size_t c = 0; c < cells.recurrence().calendars().size(); ++c) {
    const CalendarTest& test = cells.recurrence().calendars()[c];
    text += ' ' + std::to_string(cells.recurrence().cells(c).cell_of(
                      calendar_value(test.field, *test.clock, instant + test.shift)));
  }
  return text;
}

TEST_CASE("TimeCells: a fixed clock follows a zone in winter only") {
  const TimeCells cells(tests_of({window({"Mon-Fri 08:00-18:00 Europe/Berlin"}),
                                  window({"Mon-Fri 07:00-17:00 UTC"})}),
                        kMost);
  CHECK(states_in(cells, 0) == std::set<std::string>{"00", "01", "10", "11"});
  TimeTests winter = tests_of(
      {window({"Mon-Fri 08:00-18:00 Europe/Berlin"}), window({"Mon-Fri 07:00-17:00 UTC"})});
  winter.cuts = {at("2027-03-28T01:00:00Z")};
  const TimeCells until_spring(winter, kMost);
  REQUIRE(until_spring.periods() == 2);
  CHECK(states_in(until_spring, 0) == std::set<std::string>{"00", "11"});
  CHECK(states_in(until_spring, 1).size() == 4);
}

TEST_CASE("TimeCells: two spellings of one window are never told apart") {
  const TimeCells cells(
      tests_of({window({"Fri 22:00-06:00 Europe/Dublin"}),
                window({"Fri 22:00-24:00 Europe/Dublin", "Sat 00:00-06:00 Europe/Dublin"})}),
      kMost);
  CHECK(cells.recurrence().windows().size() == 1);
}

TEST_CASE("TimeCells: agree with a scan of every quarter of an hour") {
  const std::vector<Window> windows = {window({"Mon-Fri 08:00-18:00 Europe/Berlin"}),
                                       window({"Sat,Sun 22:00-06:00 America/New_York"}),
                                       window({"Mon-Sun 01:30-02:30 Australia/Lord_Howe"}),
                                       window({"Sun 00:00-24:00 UTC"})};
  TimeTests tests = tests_of(windows);
  tests.cuts = {at("2027-03-14T00:00:00Z"), at("2027-03-14T12:00:00Z"), at("2027-03-29T00:00:00Z"),
                at("2027-10-31T00:59:00Z"), at("2027-10-31T01:01:00Z")};
  tests.calendars = {{Operator::GetHours, "Europe/Berlin", clock("Europe/Berlin"), {9, 17}},
                     {Operator::GetDayOfMonth, "UTC", clock("UTC"), {0, 30}},
                     {Operator::GetMonth, "Asia/Kathmandu", clock("Asia/Kathmandu"), {11}}};
  tests.windows.push_back({windows.front(), -90'000});
  tests.calendars.push_back(
      {Operator::GetDate, "America/New_York", clock("America/New_York"), {1}, 7'200});
  const TimeCells cells(tests, kMost);
  REQUIRE(!cells.is_over());
  std::map<std::uint32_t, std::set<std::string>> scanned;
  const Instant end = at("2031-01-01T00:00:00Z");
  for (Instant t = tests.first; t < end; t += t < at("2027-11-02T00:00:00Z") ? 60 : 900) {
    const std::uint32_t period = cells.period_of(t).value();
    const std::string state = state_at(cells, t);
    scanned[period].insert(state);
    REQUIRE(states_of(cells, cells.class_of(t).value()) == state);
  }
  for (std::uint32_t period = 0; period < cells.periods(); ++period) {
    CAPTURE(period);
    const std::set<std::string> found = states_in(cells, period);
    // The last period goes on after the scan.
    const bool is_last = period + 1 == cells.periods();
    CHECK(std::ranges::includes(found, scanned[period]));
    if (!is_last) CHECK(found == scanned[period]);
    for (const std::uint32_t in_class : cells.classes_in(period)) {
      const Instant example = cells.example(period, in_class);
      CHECK(cells.period_of(example) == period);
      CHECK(cells.class_of(example) == in_class);
    }
  }
}

TEST_CASE("TimeCells: what the scan of some years does not show occurs later") {
  // A Monday on the 1st of February in a leap year comes in 2044.
  TimeTests tests = tests_of({});
  tests.calendars = {{Operator::GetMonth, "UTC", clock("UTC"), {1}},
                     {Operator::GetDate, "UTC", clock("UTC"), {29}},
                     {Operator::GetDayOfWeek, "UTC", clock("UTC"), {1}}};
  const TimeCells cells(tests, kMost);
  const Instant leap_monday = at("2044-02-29T12:00:00Z");
  REQUIRE(cells.class_of(leap_monday).has_value());
  CHECK(std::ranges::binary_search(cells.classes_in(0), cells.class_of(leap_monday).value()));
  CHECK(cells.example(0, cells.class_of(leap_monday).value()) == at("2044-02-29T00:00:00Z"));
}

TEST_CASE("TimeCells: too many periods are over the bound") {
  TimeTests tests = tests_of({});
  for (Instant day = 1; day <= TimeCells::kMostPeriods; ++day)
    tests.cuts.push_back(tests.first + day * kSecondsPerDay);
  CHECK(TimeCells(tests, kMost).is_over());
  tests.cuts.pop_back();
  CHECK(!TimeCells(tests, kMost).is_over());
}

TEST_CASE("year_cuts: the year changes at one of them, whatever the clock does at the turn") {
  for (const std::string zone : {"UTC", "Pacific/Apia", "America/New_York", "Pacific/Kiritimati"}) {
    for (const int year : {1995, 2011, 2012, 2027}) {
      const std::vector<Instant> cuts = year_cuts(*clock(zone), year);
      const std::set<Instant> known(cuts.begin(), cuts.end());
      const Instant turn = instant_of({year, 1, 1});
      for (Instant t = turn - 3 * kSecondsPerDay; t < turn + 3 * kSecondsPerDay; t += 60) {
        const auto is_later = [&](Instant i) {
          return calendar_value(Operator::GetFullYear, *clock(zone), i) >= year;
        };
        if (is_later(t) != is_later(t - 1)) CHECK(known.contains(t));
      }
    }
  }
}

TEST_CASE("texts_of: read back to the same window") {
  for (const std::initializer_list<std::string> texts :
       {std::initializer_list<std::string>{"Mon-Fri 08:00-18:00 Europe/Berlin"},
        {"Fri 22:00-06:00 UTC"},
        {"Sun 20:00-04:00 UTC"},
        {"Mon-Sun 00:00-24:00 UTC"},
        {"Mon-Fri 08:00-12:00,13:00-18:00 UTC", "Sat 10:00-12:00 Asia/Kathmandu"},
        {"Mon 22:00-24:00 UTC", "Tue 00:00-23:00 UTC"},
        {"Sun 12:00-24:00 UTC", "Mon 00:00-13:00 UTC"}}) {
    const Window one = window(texts);
    Window again;
    std::map<std::string, std::vector<MinuteRange>> minutes;
    for (const std::string& text : texts_of(one)) {
      CAPTURE(text);
      const auto parsed = parse_time_window(text);
      REQUIRE(parsed.has_value());
      auto& of_zone = minutes[parsed->zone];
      of_zone.insert(of_zone.end(), parsed->minutes.begin(), parsed->minutes.end());
    }
    for (auto& [zone, ranges] : minutes) again.parts.push_back({zone, nullptr, merged(ranges)});
    CHECK(again == one);
  }
  CHECK(texts_of(window({"Mon-Fri 08:00-18:00 Europe/Berlin"})) ==
        std::vector<std::string>{"Mon-Fri 08:00-18:00 Europe/Berlin"});
  CHECK(texts_of(window({"Fri 22:00-06:00 UTC"})) ==
        std::vector<std::string>{"Fri 22:00-06:00 UTC"});
}

}  // namespace
}  // namespace accessdrift
