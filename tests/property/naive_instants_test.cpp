#include "naive_instants.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "accessdrift/base/time_text.h"
#include "loaded_world.h"

/// The instants that are tried against all instants of some years, a few minutes apart.
namespace accessdrift {
namespace of_naive_instants {

using Said = std::set<std::vector<std::int64_t>>;

naive::InstantTests tests_of(const std::string& condition) {
  const std::string text =
      "accessdrift: 1\n"
      "attributes: {hired: time, level: int}\n"
      "windows: {day: 'Mon-Fri 08:00-18:00 Europe/Berlin', night: ['Fri 22:00-06:00 "
      "America/New_York', 'Sun 02:00-03:00 Europe/Dublin'], odd: 'Sun 01:30-02:15 "
      "Australia/Lord_Howe'}\n"
      "users: {a: {attributes: {hired: 2027-02-01T00:00:00Z, level: 9}}, b: {attributes: {hired: "
      "2027-03-28}}}\n"
      "resources: {box: {}}\n"
      "policies: {p: {allow: [a], to: [box], when: '" +
      condition + "'}}\n";
  static std::vector<property::LoadedWorld> worlds;
  const auto& world =
      worlds.emplace_back(property::load_world({{"a.yaml", text}}, {{"a.yaml", text}}));
  REQUIRE_MESSAGE(!world.is_refused(), property::to_text(world.problems));
  naive::InstantTests tests;
  naive::gather_tests(*world.before, *world.before->conditions[0], "request.time", tests);
  return tests;
}

Said said_by(const naive::InstantTests& tests, const std::vector<Instant>& instants) {
  Said said;
  for (const Instant at : instants) said.insert(naive::what_tests_say(tests, at));
  return said;
}

TEST_CASE("telling_instants: whatever tests say of some instant they say of one of these") {
  const std::vector<std::string> conditions{
      "request.time in windows.day && request.time in windows.night",
      "request.time in windows.odd || request.time + duration(\"90m\") in windows.day",
      "request.time > user.hired && request.time in windows.night",
      "request.time - user.hired < duration(\"24h\") && request.time in windows.odd",
      "request.time.getHours(\"Europe/Berlin\") < 8 && request.time.getDayOfWeek(\"UTC\") == 5",
      "request.time.getDate(\"UTC\") == 29 && request.time.getMonth(\"UTC\") == 1 && "
      "request.time.getDayOfWeek(\"UTC\") == 0",
      "request.time.getDayOfYear(\"Asia/Kathmandu\") == 365 && request.time in windows.night",
      "request.time.getMinutes(\"Australia/Lord_Howe\") < 30 && request.time in windows.day",
      "request.time.getFullYear(\"Africa/Casablanca\") == 2029 && "
      "request.time.getHours(\"Africa/Casablanca\") == user.level",
      "(request.time - duration(\"1h\")).getHours(\"Europe/Dublin\") == 1 && request.time in "
      "windows.night"};
  const Instant from = parse_instant("2026-11-24T08:00:00Z")->seconds;
  for (const std::string& condition : conditions) {
    CAPTURE(condition);
    const naive::InstantTests tests = tests_of(condition);
    const std::vector<Instant> telling = naive::telling_instants(tests, from);
    CHECK(telling.front() == from);
    const Said said = said_by(tests, telling);
    constexpr Instant kStep = 13 * 60 + 7;
    constexpr Instant kYears = 30 * 366 * kSecondsPerDay;
    std::size_t missed = 0;
    for (Instant at = from; at < from + kYears; at += kStep)
      missed += said.contains(naive::what_tests_say(tests, at)) ? 0U : 1U;
    CHECK(missed == 0);
  }
}

TEST_CASE("telling_instants: lie on both sides of every edge") {
  const Instant from = parse_instant("2026-11-24T08:00:00Z")->seconds;
  const auto tells = [from](const std::string& condition, std::string_view time) {
    const std::vector<Instant> telling = naive::telling_instants(tests_of(condition), from);
    return std::ranges::count(telling, parse_instant(time)->seconds) != 0;
  };
  const std::string after = "request.time > user.hired + duration(\"1h\")";
  CHECK(tells(after, "2027-02-01T00:59:59Z"));
  CHECK(tells(after, "2027-02-01T01:00:00Z"));
  CHECK(tells(after, "2027-02-01T01:00:01Z"));
  CHECK(tells(after, "2027-03-29T01:00:00Z"));
  const std::string day = "request.time in windows.day";
  CHECK(tells(day, "2026-11-24T16:59:59Z"));
  CHECK(tells(day, "2026-11-24T17:00:00Z"));
  CHECK(tells(day, "2027-03-29T05:59:59Z"));
  CHECK(tells(day, "2027-03-29T06:00:00Z"));
  CHECK(tells(day, "9999-12-31T23:59:59Z"));
}

}  // namespace of_naive_instants
}  // namespace accessdrift
