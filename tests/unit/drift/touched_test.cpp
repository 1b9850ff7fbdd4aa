#include "accessdrift/drift/touched.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/drift/sample_pair.h"

namespace accessdrift {
namespace {

/// What of the after side is touched: `group g`, `policy p`, `user ana`.
std::vector<std::string> touched(const std::string& before, const std::string& after) {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, before, after);
  const Snapshot& old = *pair.before.snapshot;
  const Snapshot& side = *pair.after.snapshot;
  const std::vector<Edit> edits = find_edits(old, side);
  const Population population = Population::pair(old, side);
  const IdentitySet identities = touched_identities(edits, old, side, population);
  const Touched found = find_touched(edits, identities, population, {side, SideOf::After, old});
  std::vector<std::string> all;
  for (std::size_t u = 0; u < side.users.size(); ++u) {
    if (identities.contains(population.identity(UserIndex{u}, SideOf::After)))
      all.push_back("user " + std::string(side.user_id(UserIndex{u})));
  }
  for (std::size_t g = 0; g < side.groups.size(); ++g) {
    if (found.groups[g]) all.push_back("group " + std::string(side.text(side.groups[g]->id)));
  }
  for (std::size_t p = 0; p < side.policies.size(); ++p) {
    if (found.policies[p]) all.push_back("policy " + std::string(side.text(side.policies[p]->id)));
  }
  return all;
}

std::string world(const std::string& window, const std::string& ana, const std::string& member) {
  return "attributes: {hired: time}\nwindows: {night: 'Mon 22:00-23:00 UTC', day: '" + window +
         "'}\nusers: {ana: {" + ana + "}, bo: {}}\ngroups:\n  g: {members: [" + member +
         "]}\n  outer: {members: ['group:g']}\n  late: {rule: 'user.hired in windows.day'}\n"
         "resources: {wiki: {}}\npolicies:\n"
         "  by_day: {allow: [bo], to: [wiki], when: request.time in windows.day}\n"
         "  by_night: {allow: [bo], to: [wiki], when: request.time in windows.night}\n"
         "  of_outer: {allow: ['group:outer'], to: [wiki]}\n"
         "  of_late: {allow: ['group:late'], to: [wiki]}\n"
         "  of_ana: {allow: [ana], to: [wiki]}\n";
}

using Found = std::vector<std::string>;
constexpr const char* kDay = "Mon 08:00-09:00 UTC";

TEST_CASE("find_touched: a window touches what reads it") {
  CHECK(touched(world(kDay, "", "bo"), world("Tue 08:00-09:00 UTC", "", "bo")) ==
        Found{"group late", "policy by_day", "policy of_late"});
  CHECK(touched(world(kDay, "", "bo"), world(kDay, "", "bo")).empty());
}

TEST_CASE("find_touched: until of a membership touches the group and those around it") {
  CHECK(touched(world(kDay, "", "bo"), world(kDay, "", "{user: bo, until: 2027-01-31}")) ==
        Found{"group g", "group outer", "policy of_outer"});
  CHECK(touched(world(kDay, "", "{user: bo, until: 2026-01-31}"),
                world(kDay, "", "{user: bo, until: 2027-01-31}")) ==
        Found{"group g", "group outer", "policy of_outer"});
}

TEST_CASE("find_touched: until of a user touches the user and what names it") {
  const Found found = touched(world(kDay, "", "bo"), world(kDay, "until: 2027-01-31", "bo"));
  REQUIRE(found.size() > 1);
  CHECK(found.front() == "user ana");
  CHECK(std::ranges::find(found, "policy of_ana") != found.end());
  CHECK(std::ranges::find(found, "policy by_day") == found.end());
}

}  // namespace
}  // namespace accessdrift
