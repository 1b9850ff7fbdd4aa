#include <doctest/doctest.h>

#include "native_sample.h"
#include "read_rows.h"

namespace accessdrift {

using sample::check_all;
using sample::Reading;

TEST_CASE("read_native: windows are one text or several") {
  const Reading reading(R"(accessdrift: 1
windows:
  office_hours: Mon-Fri 08:00-18:00 Europe/Berlin
  shifts:
    - "Mon 22:00-06:00 UTC"
    - 'Sat,Sun 08:00-12:00,13:00-18:00 Europe/Berlin'
)");
  REQUIRE(reading.problems.empty());
  const Declarations& file = *reading.files[0];
  REQUIRE(file.windows.size() == 2);
  REQUIRE(file.windows[0].parts.size() == 1);
  REQUIRE(file.windows[1].parts.size() == 2);
  const auto zone_of = [&](const WindowDeclaration::Part& part) {
    const Place place = part.zone_place;
    return file.text->bytes().substr(place.begin, place.end - place.begin);
  };
  CHECK(zone_of(file.windows[0].parts[0]) == "Europe/Berlin");
  CHECK(zone_of(file.windows[1].parts[0]) == "UTC");
  CHECK(zone_of(file.windows[1].parts[1]) == "Europe/Berlin");
  CHECK(file.windows[1].parts[0].window.minutes == std::vector<MinuteRange>{{1320, 1800}});
  CHECK(reading.names->text(file.windows[0].name) == "office_hours");
}

TEST_CASE("read_native: what is wrong in a window is shown where it stands") {
  check_all({
      {"windows: {w: 'Mon-Fry 08:00-18:00 UTC'}", {"2:19 invalid-window"}},
      {"windows: {w: Mon 08:00-24:30 UTC}", {"2:24 invalid-window"}},
      {"windows: {w: ['Mon 08:00-09:00 UTC', 'Tue 8:00-09:00 UTC']}", {"2:43 invalid-window"}},
      {"windows:\n  w: >-\n    Mon\n    8:00-09:00\n    UTC", {"5:5 invalid-window"}},
      {"windows: {w: \"\\x4don 8:00-09:00 UTC\"}", {"2:22 invalid-window"}},
      {"windows: {w: ''}", {"2:15 invalid-window"}},
      {"windows: {w: []}", {"2:14 empty-list"}},
      {"windows: {w: 7}", {"2:14 wrong-type"}},
      {"windows: {w: {zone: UTC}}", {"2:14 wrong-type"}},
      {"windows: {w: }", {"2:13 wrong-type"}},
      {"windows: {w: [7, ['Mon 08:00-09:00 UTC']]}", {"2:15 wrong-type", "2:18 wrong-type"}},
      {"windows: []", {"2:10 wrong-type"}},
      {"windows: {a-b: 'Mon 08:00-09:00 UTC'}", {"2:11 invalid-name"}},
      {"windows: {w: ['Mon 08:00-09:00 UTC', 'Mon 08:00-09:00 UTC']}", {"2:38 repeated-member"}},
      {"windows: {w: ['Mon,Tue 08:00-09:00 UTC', 'Mon-Tue 08:00-09:00 UTC']}",
       {"2:42 repeated-member"}},
      {"windows: {w: ['Mon 08:00-09:00 UTC', 'Mon 08:00-09:00 Etc/UTC']}", {}},
  });
  CHECK_FALSE(Reading("accessdrift: 1\nwindows: {w: soon}").is_partial);
  CHECK(Reading("accessdrift: 1\nwindows: {w: soon}").files[0]->windows.size() == 1);
}

TEST_CASE("read_native: until is a date or a time in quotes or without") {
  const Reading reading(R"(accessdrift: 1
users:
  ana: {}
  bo: {until: 2027-01-31}
  caro: {until: "2027-01-31T18:00:00+01:00", status: suspended}
services: {bot: {until: 9999-12-31}}
groups:
  first: {members: [ana, {user: bo, until: 2027-01-31}, caro]}
  second: {members: [{user: ana}, {until: 2027-01-31T18:00:00Z, group: first}]}
)");
  REQUIRE(reading.problems.empty());
  const Declarations& file = *reading.files[0];
  REQUIRE(file.sign_in_ends.size() == 3);
  const Instant first_of_february = instant_of({2027, 2, 1});
  CHECK_FALSE(file.users[0].has_until);
  REQUIRE(file.users[1].has_until);
  CHECK(file.until_of(file.users[1]).end == first_of_february);
  CHECK(file.until_of(file.users[2]).end == instant_of({2027, 1, 31}, {17, 0, 0}));
  CHECK(file.until_of(file.users[3]).end == kEndOfTime);
  REQUIRE(file.membership_ends.size() == 2);
  CHECK_FALSE(file.mentions[0].has_until);
  REQUIRE(file.mentions[1].has_until);
  CHECK(file.until_of(file.mentions[1]).end == first_of_february);
  CHECK_FALSE(file.mentions[3].has_until);
  REQUIRE(file.mentions[4].has_until);
  CHECK(file.until_of(file.mentions[4]).end == instant_of({2027, 1, 31}, {18, 0, 0}));
  const Place place = file.until_of(file.mentions[1]).place;
  CHECK(file.text->bytes().substr(place.begin, place.end - place.begin) == "2027-01-31");
}

TEST_CASE("read_native: an until that is no time is refused") {
  check_all({
      {"users: {a: {until: 2027}}", {"2:20 wrong-type"}},
      {"users: {a: {until: }}", {"2:19 wrong-type"}},
      {"users: {a: {until: [2027-01-31]}}", {"2:20 wrong-type"}},
      {"users: {a: {until: soon}}", {"2:20 invalid-time"}},
      {"users: {a: {until: 2027-02-29}}", {"2:20 invalid-time"}},
      {"users: {a: {until: 2027-01-31T18:00:00.5Z}}", {"2:20 invalid-time"}},
      {"users: {a: {until: 2027-01-31T18:00:00}}", {"2:20 invalid-time"}},
      {"users: {a: {until: 0000-01-31}}", {"2:20 invalid-time"}},
      {"groups: {g: {members: [{user: a, until: soon}]}}", {"2:41 invalid-time"}},
      {"groups: {g: {members: [{group: a, until: 7}]}}", {"2:42 wrong-type"}},
      {"groups: {g: {members: [{until: 2027-01-31}]}}", {"2:24 invalid-mention"}},
      {"groups: {g: {members: [a, {user: a, until: 2027-01-31}]}}", {"2:34 repeated-member"}},
      {"policies: {p: {allow: [{user: a, until: 2027-01-31}], to: [c]}}", {"2:24 wrong-type"}},
  });
  const Reading reading("accessdrift: 1\ngroups: {g: {members: [{user: a, until: soon}, b]}}");
  CHECK(reading.files[0]->mentions.size() == 2);
  CHECK(reading.files[0]->membership_ends.empty());
  CHECK(reading.problems[0].message == "`until` of a member of group `g` cannot be `soon`");
}

TEST_CASE("read_native: a member behind a wrong one keeps its own until") {
  const Reading reading(
      "accessdrift: 1\ngroups: {g: {members: [a, {user: 7, until: 2027-01-31}, b, {user: c, until: "
      "2027-01-31}]}}");
  const Declarations& file = *reading.files[0];
  REQUIRE(file.mentions.size() == 3);
  REQUIRE(file.membership_ends.size() == 1);
  CHECK_FALSE(file.mentions[0].has_until);
  CHECK_FALSE(file.mentions[1].has_until);
  CHECK(file.mentions[2].has_until);
  CHECK(file.membership_ends[0].first == 2);
}

}  // namespace accessdrift
