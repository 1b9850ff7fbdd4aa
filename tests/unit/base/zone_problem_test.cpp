#include "accessdrift/base/zone_problem.h"

#include <doctest/doctest.h>

#include "tests/unit/base/sample_zones.h"

namespace accessdrift {
namespace {

TEST_CASE("why_not_found: a name that is near is offered") {
  const ZoneProblem problem = why_not_found(*sample_zones(), "Europe/Berln");
  CHECK(problem.code == "unknown-zone");
  CHECK(problem.message == "unknown time zone `Europe/Berln`");
  CHECK(problem.help == "did you mean `Europe/Berlin`?");
  CHECK(why_not_found(*sample_zones(), "Mars").help.empty());
}

TEST_CASE("why_not_found: an offset is no zone") {
  for (const char* offset : {"+02:00", "-08:00", "02:00"}) {
    CAPTURE(offset);
    CHECK(why_not_found(*sample_zones(), offset).help ==
          "name a zone: `Europe/Berlin`, or `Etc/GMT-2` for two hours ahead of UTC");
  }
}

TEST_CASE("why_not_found: a broken file is no unknown name") {
  REQUIRE(sample_zones()->find("Broken/Zone") == nullptr);
  const ZoneProblem problem = why_not_found(*sample_zones(), "Broken/Zone");
  CHECK(problem.code == "unknown-zone");
  CHECK(problem.message == "the file of time zone `Broken/Zone` cannot be read");
}

TEST_CASE("why_not_found: a machine without zones is told what to install") {
  TimeZones::Source source;
  source.folder = "/nowhere";
  source.names = [] { return std::vector<std::string>(); };
  for (const char* name : {"UTC", "Europe/Berlin"}) {
    const ZoneProblem problem = why_not_found(TimeZones(source), name);
    CHECK(problem.code == "no-zone-data");
    CHECK(problem.message == "there is no time-zone data in `/nowhere`");
    CHECK(problem.help ==
          "install the package tzdata, or let TZDIR name the folder of the zone files");
  }
  CHECK(why_not_found(TimeZones(), "UTC").message == "there is no time-zone data on this machine");
}

}  // namespace
}  // namespace accessdrift
