#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "accessdrift/engine/decide.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/source/memory_tree.h"
#include "accessdrift/url/host.h"
#include "accessdrift/url/path.h"
#include "cel_table.h"

namespace accessdrift::conformance {
namespace {

std::string or_refused(const UrlResult<std::string>& normal) {
  return normal ? *normal : "refused";
}

TEST_CASE("Google: hosts and paths in their normal form") {
  std::size_t rows = 0;
  std::size_t asked = 0;
  std::map<std::string, std::size_t> not_asked;
  for (const CelRow& row : read_cel_table(ACCESSDRIFT_CONFORMANCE "/google/normal_forms.tsv")) {
    ++rows;
    if (const std::string why = row.why_not(); !why.empty()) {
      ++not_asked[why];
      continue;
    }
    ++asked;
    CAPTURE(row.name);
    const bool is_host = row.with == "host";
    CHECK(or_refused(is_host ? normal_host(row.expression) : normal_path(row.expression)) ==
          row.is);
  }
  fmt::print("hosts and paths: {} of {} asked", asked, rows);
  for (const auto& [why, times] : not_asked) fmt::print("; {} not: {}", times, why);
  fmt::print("\n");
  CHECK(rows == 7);
}

/// A resource for each row, whose name is what is extracted from, and one with a policy whose
/// condition is that something else is found.
std::shared_ptr<const Snapshot> world_of(const std::vector<CelRow>& rows) {
  std::string resources;
  std::string policies;
  const auto add = [&](const std::string& id, const CelRow& row, const char* relation) {
    const char* const comma = resources.empty() ? "" : ",";
    resources += fmt::format(R"({}"{}": {{"attributes": {{"name": "{}"}}}})", comma, id, row.with);
    policies += fmt::format(
        R"({}"{}": {{"allow": ["anyone"], "to": ["{}"], "when": "resource.name.extract('{}') {} '{}'"}})",
        comma, id, id, row.expression, relation, row.is);
  };
  for (const CelRow& row : rows) {
    add(row.name, row, "==");
    add("not " + row.name, row, "!=");
  }
  Side side;
  side.tree = std::make_shared<MemoryTree>(std::map<std::string, std::string>{
      {"access.json",
       fmt::format(
           R"({{"accessdrift": 1, "attributes": {{"name": "string"}}, "resources": {{{}}}, "policies": {{{}}}}})",
           resources, policies)}});
  Loader loader;
  auto loaded = loader.load(side);
  if (!loaded) FAIL(loaded.error().front().message);
  return loaded->snapshot;
}

TEST_CASE("Google: extract") {
  const std::vector<CelRow> rows = read_cel_table(ACCESSDRIFT_CONFORMANCE "/google/extract.tsv");
  const auto snapshot = world_of(rows);
  const Interpreter interpreter(*snapshot);
  Decider decider(snapshot);
  const RequestAttributes told{{"request.time", Told::present(Time{0})}};
  for (const CelRow& row : rows) {
    CAPTURE(row.name);
    const auto interpreted = [&](const std::string& resource) {
      return interpreter.decide({std::string(kAnonymous), "access", resource, told});
    };
    CHECK(interpreted(row.name) == Outcome::Allow);
    CHECK(interpreted("not " + row.name) == Outcome::Deny);
    CHECK(decider.decide(kAnonymous, "access", row.name, told) == Decided::Allow);
    CHECK(decider.decide(kAnonymous, "access", "not " + row.name, told) == Decided::Deny);
  }
  fmt::print("extract: {} of 8\n", rows.size());
  CHECK(rows.size() == 8);
}

}  // namespace
}  // namespace accessdrift::conformance
