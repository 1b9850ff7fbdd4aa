#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "machine_zones.h"
#include "mark_word.h"
#include "sample_world.h"

namespace accessdrift {
namespace {

constexpr std::string_view kWorld = R"(
attributes: {department: string, hired: time}
context: {mfa: bool, auth.time: time}
windows:
  office_hours: "Mon-Fri 08:00-18:00 Europe/Berlin"
  shifts: ["Sat 10:00-11:00 UTC", "Mon 08:00-09:00 America/New_York"]
users:
  ana: {attributes: {department: sales, hired: 2025-01-01}}
  bo: {until: 2027-01-31}
  caro: {}
  dee: {until: 2027-01-31, attributes: {department: sales}}
groups:
  sre: {members: [{user: ana, until: 2027-01-31}, {user: bo, until: 2027-03-31}]}
  oncall: {members: [{user: ana, until: 2027-02-28}]}
resources: {wiki: {}}
policies:
)";

const std::string kNow = "2026-11-24T20:40:00Z";  // Tue 21:40 in Berlin

/// `mark [text of the place] why` of a criterion; asked without a time if that is empty.
std::string line_of(const std::string& policy, const std::string& who, const std::string& time,
                    std::size_t criterion) {
  const SampleWorld world(std::string(kWorld) + "  p: " + policy + "\n");
  const Interpreter interpreter(world.snapshot());
  RequestAttributes told{{"auth.time", Told::present(Time{instant_at("2026-11-28T10:30:00Z")})}};
  if (!time.empty()) told["request.time"] = Told::present(Time{instant_at(time)});
  const Decision decision = interpreter.explain({who, "access", "wiki", told});
  const auto& criteria = decision.policies.front().criteria;
  REQUIRE(criteria.size() > criterion);
  return word_of(criteria[criterion].mark) + " [" +
         std::string(world.text_of(criteria[criterion].span)) + "] " + criteria[criterion].why;
}

struct Row {
  std::string text;
  std::string who;
  std::string time;
  std::string line;
};

TEST_CASE("explain: the identity criterion says what ends, and whether it is over") {
  const std::string over = "2027-04-01T00:00:00Z";
  const std::vector<Row> rows{
      {"group:sre", "ana", kNow, "ok [group:sre] ana is in group sre"},
      {"group:sre", "ana", over,
       "fail [group:sre] ana is in group sre until 2027-01-31, which is over"},
      {"group:sre, group:oncall", "ana", over,
       "fail [group:oncall] ana is in group oncall until 2027-02-28, which is over"},
      {"group:sre, group:oncall", "ana", "2027-02-01T00:00:00Z",
       "ok [group:oncall] ana is in group oncall"},
      {"group:sre", "ana", "",
       "open [group:sre] ana is in group sre until 2027-01-31, and request.time was not "
       "told"},
      {"group:sre", "bo", over,
       "fail [allow: [group:sre]] bo could sign in until 2027-01-31, which is over, so "
       "not signed in"},
      {"anonymous", "bo", over,
       "ok [anonymous] bo could sign in until 2027-01-31, which is over, so not signed "
       "in"},
      {"group:sre", "bo", "",
       "open [group:sre] bo can sign in until 2027-01-31, and request.time was not told"},
      {"anonymous", "bo", "",
       "open [allow: [anonymous]] bo can sign in until 2027-01-31, and request.time was "
       "not told"},
      {"authenticated, anonymous", "bo", "", "ok [authenticated] bo is named, signed in or not"},
      {"anyone", "bo", "", "ok [anyone] anyone is named"},
      {"group:oncall", "bo", "", "fail [allow: [group:oncall]] bo is not in group oncall"},
      {"group:sre", "caro", "", "fail [allow: [group:sre]] caro is not in group sre"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(line_of("{allow: [" + row.text + "], to: [wiki]}", row.who, row.time, 0) == row.line);
  }
}

TEST_CASE("explain: a condition says what the clock shows") {
  const std::vector<Row> rows{
      {"request.time in windows.office_hours", "ana", kNow,
       "it is Tue 21:40 in Europe/Berlin, outside office_hours (Mon-Fri 08:00-18:00 "
       "Europe/Berlin)"},
      {"request.time in windows.office_hours", "ana", "2026-11-24T12:05:00Z",
       "it is Tue 13:05 in Europe/Berlin, inside office_hours (Mon-Fri 08:00-18:00 Europe/Berlin)"},
      {"!(request.time in windows.office_hours)", "ana", "2026-11-24T12:05:00Z",
       "it is Tue 13:05 in Europe/Berlin, inside office_hours (Mon-Fri 08:00-18:00 Europe/Berlin)"},
      {"request.time in windows.shifts", "ana", "2026-11-30T13:30:00Z",
       "it is Mon 08:30 in America/New_York, inside shifts (Sat 10:00-11:00 UTC, Mon 08:00-09:00 "
       "America/New_York)"},
      {"auth.time in windows.shifts", "ana", kNow,
       "auth.time is Sat 10:30 in UTC, inside shifts (Sat 10:00-11:00 UTC, Mon 08:00-09:00 "
       "America/New_York)"},
      {"request.time in windows.office_hours", "ana", "", "request.time was not told"},
      {"request.time.getHours(\"Europe/Berlin\") < 18", "ana", kNow,
       "it is Tue 2026-11-24 21:40:00 in Europe/Berlin"},
      {"user.hired.getFullYear(\"UTC\") < 2025", "ana", kNow,
       "ana's hired is Thu 2025-01-02 00:00:00 in UTC"},
      {"request.time < timestamp(\"2026-01-01T00:00:00Z\")", "ana", kNow,
       "request.time is 2026-11-24T20:40:00Z"},
      {"request.time == timestamp(\"2026-01-01T00:00:00Z\")", "ana", kNow,
       "request.time is 2026-11-24T20:40:00Z, not 2026-01-01T00:00:00Z"},
      {"timestamp(\"9999-12-31T23:00:00Z\") + duration(\"1h\") > request.time", "ana", kNow,
       "a sum of times is out of range, so it cannot be evaluated"},
      {"user.hired < request.time", "caro", kNow, "caro has no hired, so it cannot be compared"},
      {"user.department == \"sales\"", "bo", "", "bo has no department, so it cannot be compared"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string line =
        line_of("{allow: [anyone], to: [wiki], when: '" + row.text + "'}", row.who, row.time, 3);
    CHECK(line.substr(line.find("] ") + 2) == row.line);
  }
}

TEST_CASE("explain: what should be a time and is told as something else has no clock") {
  for (const std::string test : {"auth.time in windows.shifts", "auth.time.getHours() < 18"}) {
    const SampleWorld world(std::string(kWorld) + "  p: {allow: [anyone], to: [wiki], when: '" +
                            test + "'}\n");
    const RequestAttributes told{{"auth.time", Told::present(std::string("noon"))}};
    const Decision decision =
        Interpreter(world.snapshot()).explain({"ana", "access", "wiki", told});
    CHECK(decision.policies.front().criteria.back().why == "it cannot be evaluated");
  }
}

TEST_CASE("explain: a condition that reads the identity is open where its sign-in may be over") {
  const SampleWorld world(
      std::string(kWorld) +
      "  p: {allow: [anyone], to: [wiki], when: '!has(user.department)'}\n"
      "  q: {allow: [anyone], to: [wiki], when: 'user.hired < request.time'}\n");
  const Interpreter interpreter(world.snapshot());
  const auto marks = [&](const std::string& who) {
    const Decision decision = interpreter.explain({who, "access", "wiki", {}});
    return word_of(decision.policies[0].criteria[3].mark) + " " +
           word_of(decision.policies[1].criteria[3].mark);
  };
  CHECK(marks("ana") == "fail open");
  CHECK(marks("bo") == "ok error");
  CHECK(marks("dee") == "open error");
  CHECK(interpreter.explain({"dee", "access", "wiki", {}}).policies[0].criteria[3].why ==
        "dee can sign in until 2027-01-31, and request.time was not told");
}

}  // namespace
}  // namespace accessdrift
