#include "accessdrift/report/takes_effect.h"

#include "accessdrift/report/write_diff.h"
#include "sample_reports.h"
#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

/// When the only finding takes effect.
std::string effect(const EffectTimes& times) {
  const std::string resources = "users: {ana: {}}\nresources: {door: {}, gate: {}}\n";
  Loader loader;
  const Loader::Pair pair =
      sample_pair(loader, resources + "policies: {p: {allow: [ana], to: [door]}}",
                  resources + "policies: {q: {allow: [ana], to: [gate, door]}}");
  Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, kFirstInstant);
  const std::vector<Finding> findings = roll_up(comparison);
  REQUIRE(findings.size() == 1);
  return takes_effect(findings.front(), comparison, times);
}

TEST_CASE("takes_effect: as the format of the files that declare the resource says") {
  CHECK(effect({}).empty());
  CHECK(effect({{"hatches", "at the next login"}}).empty());
  CHECK(effect({{"native", "at the next login"}}) == "at the next login");
}

TEST_CASE("write_text and others: when a finding takes effect") {
  Report report = testing::small_report();
  report.findings.front().takes_effect = "at the next login";
  CHECK(write_text(report, {}).find("\n            takes effect at the next login\n") !=
        std::string::npos);
  CHECK(write_json(report, 0, "0.0").find("\"takes_effect\":\"at the next login\"") !=
        std::string::npos);
  CHECK(write_markdown(report, {}).find("always<br>takes effect at the next login") !=
        std::string::npos);
  CHECK(write_html(report, "0.0").find("Takes effect at the next login.") != std::string::npos);
}

}  // namespace
}  // namespace accessdrift
