#include "accessdrift/cause/tied_patterns.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

constexpr int kHosts = 12;

/// So many hosts at each resource of a kind.
std::string resources(const std::string& kind, int together) {
  std::string text =
      "users: {ana: {}}\ntypes: {app: {actions: {read: []}, methods: {read: [GET]}}}\n"
      "resources:\n  wiki: {type: app}\n";
  for (int host = 0; host < kHosts; ++host) {
    if (host % together == 0)
      text += "  " + kind + std::to_string(host) + ":\n    type: app\n    url:\n";
    text += "      - https://h" + std::to_string(host) + ".x.example/*/\n";
  }
  return text + "policies: {p: {allow: [ana], to: [wiki]}}\n";
}

TEST_CASE("tied_patterns: what takes a pattern over is tied to what gives it up, of each host") {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, resources("old", 4), resources("new", 1));
  const Snapshot& before = *pair.before.snapshot;
  const Snapshot& after = *pair.after.snapshot;
  const std::vector<Edit> edits = find_edits(before, after);
  REQUIRE(edits.size() == 3 + kHosts);
  std::map<std::string, std::set<std::string>> tied;  // by what comes
  for (const auto& [one, other] : tied_patterns(edits, before, after)) {
    const bool comes = edits[one].after.has_value();
    tied[edits[comes ? one : other].key.id].insert(edits[comes ? other : one].key.id);
  }
  REQUIRE(tied.size() == kHosts);
  for (int host = 0; host < kHosts; ++host)
    CHECK(tied["new" + std::to_string(host)] ==
          std::set<std::string>{"old" + std::to_string(host / 4 * 4)});
}

}  // namespace
}  // namespace accessdrift
