#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "refused_rows.h"
#include "sample.h"

namespace accessdrift::cel {

TEST_CASE("check: wrong types of time") {
  const std::vector<std::string> wrong{"wrong-type"};
  check_rows({
      {"«request.time»", wrong},
      {"request.time > «'2027-01-01T00:00:00Z'»", wrong},
      {"request.time > «2027»", wrong},
      {"request.time - user.hired < «3600»", wrong},
      {"request.time < «duration('1h')»", wrong},
      {"request.time in [«1», «'x'»]", {"wrong-type", "wrong-type"}},
      {"«request.time + user.hired» == request.time", wrong},
      {"«duration('1h') - request.time» == request.time", wrong},
      {"«request.time + 3600» < user.hired", wrong},
      {"«1 - duration('1h')» < duration('1h')", wrong},
      {"«'a' + 'b'» == 'ab'", wrong},
      {"«request.ip» in windows.office_hours", wrong},
      {"«duration('1h')» in windows.office_hours", wrong},
      {"«windows.office_hours»", wrong},
      {"has(«windows.office_hours»)", wrong},
      {"request.time == «windows.office_hours»", wrong},
      {"timestamp(«user.department») < request.time", wrong},
      {"timestamp(«0») < request.time", wrong},
      {"duration(«user.level») == duration('1h')", wrong},
      {"«user.level».getHours() == 1", wrong},
      {"«duration('1h')».getHours() == 1", wrong},
      {"request.time.getHours(«user.department») == 1", wrong},
      {"request.time.getHours(«1») == 1", wrong},
      {"«request.time.getHours()»", wrong},
      {"«request.time».startsWith('2')", wrong},
      {"size(«request.time») == 1", wrong},
      {"«request.time» in auth.methods", wrong},
      {"(user.on_call ? request.time : «1») == 1", wrong},
  });
}

TEST_CASE("check: times, windows and zones that do not exist") {
  check_rows({
      {"timestamp(«'2027-01-31'») < request.time", {"invalid-time"}},
      {"timestamp(«'2027-02-30T00:00:00Z'») < request.time", {"invalid-time"}},
      {"timestamp(«'2027-01-31T18:00:00.5Z'») < request.time", {"invalid-time"}},
      {"timestamp(«'0000-12-31T23:59:59Z'») < request.time", {"invalid-time"}},
      {"timestamp(«'9999-12-31T23:59:59-00:01'») < request.time", {"invalid-time"}},
      {"timestamp(«''») < request.time", {"invalid-time"}},
      {"duration(«'1d'») == duration(«'1.5s'»)", {"invalid-time", "invalid-time"}},
      {"duration(«'9999999999999h'») == duration('1s')", {"invalid-time"}},
      {"request.time in «windows.nowhere»", {"unknown-window"}},
      {"request.time in «windows»", {"unknown-window"}},
      {"«request.ip» in «windows.nowhere»", {"wrong-type", "unknown-window"}},
      {"request.time.getHours(«'Europe/Berln'») == 8", {"unknown-zone"}},
      {"request.time.getHours(«''») == 8", {"unknown-zone"}},
      {"request.time.getHours(«'+02:00'») == 8", {"unknown-zone"}},
      {"request.time.getHours(«'Broken/Zone'») == 8", {"unknown-zone"}},
      {"«timestamp()» == request.time", {"invalid-condition"}},
      {"«timestamp('a', 'b')» == request.time", {"invalid-condition"}},
      {"«request.time.getHours('UTC', 'UTC')» == 8", {"invalid-condition"}},
      {"request.time.«getMilliseconds»() == 8", {"unknown-function"}},
      {"«getHours»(request.time) == 8", {"unknown-function"}},
      {"request.time.«timestamp»() == request.time", {"unknown-function"}},
  });
}

TEST_CASE("check: a machine without zones") {
  Schema schema = sample_schema();
  schema.zones = std::make_shared<const TimeZones>();
  for (const std::string text :
       {"request.time.getHours('Europe/Berlin') == 8", "request.time.getHours('UTC') == 8",
        "request.time.getHours() == 8"}) {
    CAPTURE(text);
    const ConditionText condition{text, {0, static_cast<std::uint32_t>(text.size())}};
    const auto checked = check(condition, nullptr, schema, Use::Condition);
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().front().code == "no-zone-data");
  }
}

}  // namespace accessdrift::cel
