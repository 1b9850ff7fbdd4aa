// The C library reads the same zone files and is asked, in a child process for each zone.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/time_zone.h"
#include "accessdrift/source/zone_files.h"

namespace accessdrift::test {
namespace {

const std::string kFolder = "/usr/share/zoneinfo";

std::string tz_of(const std::string& name) { return ":" + kFolder + "/" + name; }

TimeZone system_zone(const std::string& name) {
  const auto bytes = read_zone_file(kFolder, name);
  REQUIRE_MESSAGE(bytes, name);
  const auto zone = TimeZone::parse(*bytes);
  REQUIRE_MESSAGE(zone, name);
  return *zone;
}

[[noreturn]] void answer(const std::string& tz, const std::vector<Instant>& instants, int out) {
  setenv("TZ", tz.c_str(), 1);
  tzset();
  std::vector<long> offsets;
  for (const Instant instant : instants) {
    std::tm fields{};
    const std::time_t time = instant;
    offsets.push_back(localtime_r(&time, &fields) != nullptr ? fields.tm_gmtoff : -1'000'000);
  }
  const char* const bytes = reinterpret_cast<const char*>(offsets.data());
  const std::size_t size = offsets.size() * sizeof(long);
  for (std::size_t done = 0; done < size;) {
    const ssize_t count = ::write(out, bytes + done, size - done);
    if (count <= 0) _exit(1);
    done += static_cast<std::size_t>(count);
  }
  _exit(0);
}

/// What the C library says of each instant under a value of TZ.
std::vector<long> offsets_by_library(const std::string& tz, const std::vector<Instant>& instants) {
  int ends[2] = {};
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) answer(tz, instants, ends[1]);
  ::close(ends[1]);
  std::vector<long> offsets(instants.size());
  char* const bytes = reinterpret_cast<char*>(offsets.data());
  const std::size_t size = offsets.size() * sizeof(long);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::read(ends[0], bytes + done, size - done);
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  ::close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(done == size);
  REQUIRE(status == 0);
  return offsets;
}

template <typename Zone>
void check_against_library(const Zone& zone, const std::string& tz,
                           const std::vector<Instant>& instants) {
  const std::vector<long> expected = offsets_by_library(tz, instants);
  for (std::size_t i = 0; i < instants.size(); ++i) {
    if (zone.offset_at(instants[i]) == expected[i]) continue;
    FAIL_CHECK(tz << " at " << instants[i] << ": " << zone.offset_at(instants[i]) << ", not "
                  << expected[i]);
    return;
  }
}

template <typename Zone>
std::vector<Instant> transitions(const Zone& zone, Instant begin, Instant end) {
  std::vector<Instant> found;
  for (auto next = zone.next_transition(begin); next && *next < end;
       next = zone.next_transition(*next)) {
    found.push_back(*next);
  }
  return found;
}

const std::vector<std::string>& notable_zones() {
  static const std::vector<std::string> zones{"Africa/Abidjan",
                                              "Africa/Cairo",
                                              "Africa/Casablanca",
                                              "Africa/El_Aaiun",
                                              "Africa/Johannesburg",
                                              "Africa/Monrovia",
                                              "Africa/Windhoek",
                                              "America/Adak",
                                              "America/Anchorage",
                                              "America/Argentina/San_Luis",
                                              "America/Asuncion",
                                              "America/Bogota",
                                              "America/Caracas",
                                              "America/Chicago",
                                              "America/Havana",
                                              "America/Los_Angeles",
                                              "America/Mexico_City",
                                              "America/New_York",
                                              "America/Nuuk",
                                              "America/Phoenix",
                                              "America/Santiago",
                                              "America/Sao_Paulo",
                                              "America/St_Johns",
                                              "America/Toronto",
                                              "Antarctica/Macquarie",
                                              "Antarctica/Troll",
                                              "Antarctica/Vostok",
                                              "Asia/Amman",
                                              "Asia/Beirut",
                                              "Asia/Colombo",
                                              "Asia/Gaza",
                                              "Asia/Hebron",
                                              "Asia/Jerusalem",
                                              "Asia/Kathmandu",
                                              "Asia/Kolkata",
                                              "Asia/Manila",
                                              "Asia/Pyongyang",
                                              "Asia/Shanghai",
                                              "Asia/Tehran",
                                              "Asia/Tokyo",
                                              "Atlantic/Azores",
                                              "Australia/Adelaide",
                                              "Australia/Eucla",
                                              "Australia/Lord_Howe",
                                              "Australia/Sydney",
                                              "Etc/GMT+12",
                                              "Etc/GMT-14",
                                              "Europe/Berlin",
                                              "Europe/Chisinau",
                                              "Europe/Dublin",
                                              "Europe/Istanbul",
                                              "Europe/Lisbon",
                                              "Europe/London",
                                              "Europe/Moscow",
                                              "Europe/Volgograd",
                                              "Pacific/Apia",
                                              "Pacific/Auckland",
                                              "Pacific/Chatham",
                                              "Pacific/Easter",
                                              "Pacific/Fiji",
                                              "Pacific/Kiritimati",
                                              "Pacific/Kwajalein",
                                              "UTC"};
  return zones;
}

TEST_CASE("TimeZone: offsets are as in the C library") {
  const Instant begin = instant_of({1900, 1, 1});
  const Instant end = instant_of({2500, 1, 1});
  std::mt19937_64 random(23);
  std::uniform_int_distribution<Instant> any(begin, end);
  for (const std::string& name : notable_zones()) {
    const TimeZone zone = system_zone(name);
    std::vector<Instant> instants;
    for (int i = 0; i < 500; ++i) instants.push_back(any(random));
    for (const Instant at : transitions(zone, begin, instant_of({2100, 1, 1}))) {
      instants.insert(instants.end(), {at - 1, at, at + 1});
    }
    check_against_library(zone, tz_of(name), instants);
  }
}

TEST_CASE("PosixTimeZone: offsets of random rules are as in the C library") {
  std::mt19937_64 random(31);
  const auto number = [&](int least, int most) {
    return std::to_string(std::uniform_int_distribution<int>(least, most)(random));
  };
  const auto day = [&](int month) {
    const std::string time = "/" + number(0, 24) + ":" + number(10, 59);
    const int form = static_cast<int>(random() % 3);
    if (form == 0) return "J" + number(month * 30 - 20, month * 30) + time;
    if (form == 1) return number(month * 30 - 20, month * 30) + time;
    return "M" + number(month, month) + "." + number(1, 5) + "." + number(0, 6) + time;
  };
  const Instant begin = instant_of({1971, 1, 1});
  std::uniform_int_distribution<Instant> any(begin, instant_of({2500, 1, 1}));
  for (int i = 0; i < 100; ++i) {
    const bool is_north = random() % 2 == 0;
    const std::string text = "XXX" + number(-14, 12) + ":" + number(10, 59) + "YYY" +
                             number(-14, 12) + "," + day(is_north ? 3 : 10) + "," +
                             day(is_north ? 10 : 3);
    const auto zone = PosixTimeZone::parse(text);
    REQUIRE_MESSAGE(zone, text);
    std::vector<Instant> instants;
    for (int j = 0; j < 200; ++j) instants.push_back(any(random));
    for (const Instant at : transitions(*zone, begin, instant_of({2011, 1, 1}))) {
      instants.insert(instants.end(), {at - 1, at});
    }
    check_against_library(*zone, text, instants);
  }
}

TEST_CASE("TimeZone: next_transition finds all that a scan of the C library finds") {
  const Instant begin = instant_of({1970, 1, 1});
  const Instant end = instant_of({2060, 1, 1});
  std::vector<Instant> hours;
  for (Instant at = begin; at <= end; at += 1'800) hours.push_back(at);
  for (const std::string name : {"Africa/Casablanca", "Australia/Lord_Howe", "Europe/Dublin"}) {
    CAPTURE(name);
    const TimeZone zone = system_zone(name);
    const std::vector<long> offsets = offsets_by_library(tz_of(name), hours);
    std::vector<Instant> scanned;
    for (std::size_t i = 1; i < hours.size(); ++i) {
      if (offsets[i] != offsets[i - 1]) scanned.push_back(hours[i]);
    }
    CHECK(transitions(zone, begin, end + 1) == scanned);
  }
}

TEST_CASE("TimeZone: every zone of the system is read") {
  const std::vector<std::string> names = zone_names(kFolder);
  CHECK(names.size() > 300);
  for (const std::string& name : names) static_cast<void>(system_zone(name));
}

TEST_CASE("TimeZone: from regular_from on a calendar cycle changes nothing") {
  for (const std::string& name : notable_zones()) {
    CAPTURE(name);
    const TimeZone zone = system_zone(name);
    const Instant begin = zone.regular_from();
    const auto now = transitions(zone, begin, begin + 20 * 366 * kSecondsPerDay);
    auto later = transitions(zone, begin + kCalendarCycle,
                             begin + kCalendarCycle + 20 * 366 * kSecondsPerDay);
    for (Instant& at : later) at -= kCalendarCycle;
    CHECK(now == later);
    CHECK(zone.offset_at(begin) == zone.offset_at(begin + kCalendarCycle));
  }
}

TEST_CASE("TimeZone: damaged zone files of the system give a zone or nothing") {
  std::mt19937 random(29);
  for (const std::string name : {"Africa/Casablanca", "Europe/Dublin", "UTC"}) {
    const std::string bytes = *read_zone_file(kFolder, name);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const std::vector<char> prefix(bytes.data(), bytes.data() + size);
      REQUIRE_FALSE(TimeZone::parse({prefix.data(), prefix.size()}));
    }
    for (int i = 0; i < 2'000; ++i) {
      std::string broken = bytes;
      for (int j = 0; j < 3; ++j) broken[random() % broken.size()] = static_cast<char>(random());
      const auto zone = TimeZone::parse(broken);
      if (zone) static_cast<void>(transitions(*zone, 0, instant_of({2040, 1, 1})));
    }
  }
}

TEST_CASE("TimeZone: files that count leap seconds are refused") {
  const auto bytes = read_zone_file(kFolder + "/right", "Europe/Berlin");
  if (bytes) CHECK_FALSE(TimeZone::parse(*bytes));
}

}  // namespace
}  // namespace accessdrift::test
