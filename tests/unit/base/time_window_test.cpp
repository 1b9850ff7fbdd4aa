#include "accessdrift/base/time_window.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

constexpr int kDay = 1'440;

std::vector<MinuteRange> minutes(const std::string& text) {
  const auto window = parse_time_window(text);
  REQUIRE_MESSAGE(window, text);
  return window->minutes;
}

MinuteRange range(int begin, int end) {
  return {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end)};
}

TEST_CASE("parse_time_window: minutes of the week") {
  struct Row {
    std::string text;
    std::vector<MinuteRange> minutes;
  };
  const Row rows[] = {
      {"Mon 08:00-18:00 UTC", {range(480, 1'080)}},
      {"Tue,Thu 08:00-09:00 UTC",
       {range(kDay + 480, kDay + 540), range(3 * kDay + 480, 3 * kDay + 540)}},
      {"Mon-Tue 08:00-12:00,13:00-18:00 UTC",
       {range(480, 720), range(780, 1'080), range(kDay + 480, kDay + 720),
        range(kDay + 780, kDay + 1'080)}},
      {"Mon-Sun 00:00-24:00 UTC", {range(0, 7 * kDay)}},
      {"Fri-Thu 00:00-24:00 UTC", {range(0, 7 * kDay)}},
      {"Mon-Fri 00:00-24:00 UTC", {range(0, 5 * kDay)}},
      {"Fri-Mon 00:00-24:00 UTC", {range(0, kDay), range(4 * kDay, 7 * kDay)}},
      {"Sat,Sun 00:00-24:00 UTC", {range(5 * kDay, 7 * kDay)}},
      {"Fri 22:00-06:00 UTC", {range(4 * kDay + 1'320, 5 * kDay + 360)}},
      {"Sun 22:00-06:00 UTC", {range(0, 360), range(6 * kDay + 1'320, 7 * kDay)}},
      {"Mon-Sun 06:00-18:00,18:00-06:00 UTC", {range(0, 7 * kDay)}},
      {"Mon 22:00-00:00 UTC", {range(1'320, kDay)}},
      {"Mon 22:00-24:00 UTC", {range(1'320, kDay)}},
      {"Sun 00:01-00:00 UTC", {range(6 * kDay + 1, 7 * kDay)}},
      {"Sun 23:59-23:58 UTC", {range(0, kDay - 2), range(7 * kDay - 1, 7 * kDay)}},
      {"Mon 08:00-12:00,10:00-14:00 UTC", {range(480, 840)}},
      {"Mon 08:00-12:00,12:00-14:00 UTC", {range(480, 840)}},
      {"Mon 13:00-14:00,08:00-09:00 UTC", {range(480, 540), range(780, 840)}},
      {"Mon,Mon-Tue,Mon 08:00-09:00 UTC", {range(480, 540), range(kDay + 480, kDay + 540)}},
      {"Mon 00:00-00:01 UTC", {range(0, 1)}},
      {"Sun  23:59-24:00   UTC", {range(7 * kDay - 1, 7 * kDay)}},
      {" Mon 00:00-00:01 UTC ", {range(0, 1)}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(minutes(row.text) == row.minutes);
  }
}

TEST_CASE("parse_time_window: keeps text and zone") {
  const auto window = parse_time_window("Mon-Fri  08:00-18:00 America/Argentina/Buenos_Aires");
  REQUIRE(window);
  CHECK(window->text == "Mon-Fri  08:00-18:00 America/Argentina/Buenos_Aires");
  CHECK(window->zone == "America/Argentina/Buenos_Aires");
}

TEST_CASE("TimeWindow: equal by minutes and zone") {
  const auto window = [](const std::string& text) { return *parse_time_window(text); };
  CHECK(window("Mon,Tue 08:00-09:00 UTC") == window("Mon-Tue 08:00-08:30,08:30-09:00 UTC"));
  CHECK(window("Fri 22:00-24:00 UTC") == window("Fri 22:00-00:00 UTC"));
  CHECK_FALSE(window("Mon 08:00-09:00 UTC") == window("Mon 08:00-09:00 Etc/UTC"));
  CHECK_FALSE(window("Mon 08:00-09:00 UTC") == window("Mon 08:00-09:01 UTC"));
}

TEST_CASE("parse_time_window: problems and their places") {
  struct Row {
    std::string text;
    std::string part;  ///< what is underlined
    std::string message;
    std::string label;
  };
  const std::string form =
      "a window is days, times and a zone, like `Mon-Fri 08:00-18:00 Europe/Berlin`";
  const std::string days = "days are Mon, Tue, Wed, Thu, Fri, Sat and Sun";
  const std::string times = "times are HH:MM, from 00:00 to 24:00";
  const std::string zones = "names are like `Europe/Berlin` and `UTC`";
  const Row rows[] = {
      {"", "", form, "the window is empty"},
      {"   ", "   ", form, "the window is empty"},
      {"Mon", "Mon", form, "the times are missing; the whole day is `00:00-24:00`"},
      {"Mon UTC", "Mon UTC", form, "the times are missing; the whole day is `00:00-24:00`"},
      {"Mon 08:00-18:00", "Mon 08:00-18:00", form, "the zone is missing"},
      {"08:00-18:00 UTC", "08:00-18:00 UTC", form, "the days are missing; every day is `Mon-Sun`"},
      {"Mon 08:00-18:00 UTC x  y", "x  y", form, "nothing may follow the zone"},
      {"Sat, Sun 08:00-18:00 UTC", "Sat,", form, "lists are written without spaces"},
      {"Sat 08:00-12:00 ,13:00-18:00 UTC", ",13:00-18:00", form,
       "lists are written without spaces"},
      {"mon 08:00-18:00 UTC", "mon", "unknown day `mon` in a window", days},
      {"Monday 08:00-18:00 UTC", "Monday", "unknown day `Monday` in a window", days},
      {"Mon-Fry 08:00-18:00 UTC", "Fry", "unknown day `Fry` in a window", days},
      {"Mon,,Tue 08:00-18:00 UTC", "", "unknown day `` in a window", days},
      {"Mon- 08:00-18:00 UTC", "", "unknown day `` in a window", days},
      {"Mon-Tue-Wed 08:00-18:00 UTC", "Mon-Tue-Wed", "unknown day `Mon-Tue-Wed` in a window", days},
      {"Mon–Fri 08:00-18:00 UTC", "Mon–Fri", "unknown day `Mon–Fri` in a window", days},
      {"Mon-Mon 08:00-18:00 UTC", "Mon-Mon", "the range of days `Mon-Mon` has equal ends",
       "`Mon` is this day, `Mon-Sun` every day"},
      {"Mon 08:00 UTC", "08:00", "not a range of times: `08:00`",
       "a range is HH:MM-HH:MM, like `08:00-18:00`"},
      {"Mon 8:00-18:00 UTC", "8:00", "not a time of day: `8:00`", times},
      {"Mon 08:00-18 UTC", "18", "not a time of day: `18`", times},
      {"Mon 08:00-18:60 UTC", "18:60", "not a time of day: `18:60`", times},
      {"Mon 08:00-24:01 UTC", "24:01", "not a time of day: `24:01`", times},
      {"Mon 08:00-25:00 UTC", "25:00", "not a time of day: `25:00`", times},
      {"Mon 08:00-18:00:00 UTC", "18:00:00", "not a time of day: `18:00:00`", times},
      {"Mon 08:00-6pm UTC", "6pm", "not a time of day: `6pm`", times},
      {"Mon 08:00-18:00, UTC", "", "not a range of times: ``",
       "a range is HH:MM-HH:MM, like `08:00-18:00`"},
      {"Mon 24:00-06:00 UTC", "24:00", "`24:00` cannot start a range of times",
       "the start of a day is `00:00`"},
      {"Mon 24:00-24:00 UTC", "24:00", "`24:00` cannot start a range of times",
       "the start of a day is `00:00`"},
      {"Mon 09:00-10:00,08:00-08:00 UTC", "08:00-08:00",
       "the range of times `08:00-08:00` has equal ends", "the whole day is `00:00-24:00`"},
      {"Mon 00:00-00:00 UTC", "00:00-00:00", "the range of times `00:00-00:00` has equal ends",
       "the whole day is `00:00-24:00`"},
      {"Mon 08:00-18:00 ../etc/passwd", "../etc/passwd",
       "not the name of a time zone: `../etc/passwd`", zones},
      {"Mon 08:00-18:00 /UTC", "/UTC", "not the name of a time zone: `/UTC`", zones},
      {"Mon 08:00-18:00 Europe//Berlin", "Europe//Berlin",
       "not the name of a time zone: `Europe//Berlin`", zones},
      {"Mon\t08:00-18:00 UTC x", "Mon\t08:00", "unknown day `Mon\t08:00` in a window", days},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto window = parse_time_window(row.text);
    REQUIRE_FALSE(window);
    const Place place = window.error().place;
    REQUIRE(place.begin <= place.end);
    REQUIRE(place.end <= row.text.size());
    CHECK(row.text.substr(place.begin, place.end - place.begin) == row.part);
    CHECK(window.error().message == row.message);
    CHECK(window.error().label == row.label);
  }
}

/// The meaning read off DESIGN, minute by minute.
TEST_CASE("contains: agrees with the words of the window") {
  std::mt19937 random(13);
  std::uniform_int_distribution<int> any_day(0, 6);
  std::uniform_int_distribution<int> any_minute(0, kDay - 1);
  const char* const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const auto clock = [](int minute) {
    const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
    return two(minute / 60) + ":" + two(minute % 60);
  };
  for (int i = 0; i < 200; ++i) {
    const int day = any_day(random);
    const int begin = any_minute(random);
    const int end = any_minute(random);
    if (begin == end) continue;
    const auto window =
        parse_time_window(std::string(names[day]) + " " + clock(begin) + "-" + clock(end) + " UTC");
    REQUIRE(window);
    for (int minute = 0; minute < 7 * kDay; ++minute) {
      const int today = minute / kDay;
      const int now = minute % kDay;
      const bool expected =
          begin < end ? today == day && now >= begin && now < end
                      : (today == day && now >= begin) || (today == (day + 1) % 7 && now < end);
      if (contains(window->minutes, minute) != expected) FAIL(window->text << " at " << minute);
    }
  }
}

}  // namespace
}  // namespace accessdrift
