#include "accessdrift/drift/paths.h"

#include <algorithm>

#include "sample_pair.h"

namespace accessdrift {
namespace {

/// `allow: ana > sre-emea >! sre > sre-runs-ops > ops`; `>!` leads where it does not on the other
/// side, `~` is edited.
std::string told(const SidePath& path) {
  std::string out = path.allows ? "allow:" : "deny:";
  if (path.stops.empty())
    return out + (path.is_by_default ? " by default" : " without " + path.gate);
  for (const Stop& stop : path.stops) {
    if (stop.kind != Stop::Kind::Identity) out += stop.is_cut ? " >!" : " >";
    out += " " + stop.name + (stop.is_changed ? "~" : "");
  }
  return path.others == 0 ? out : out + " +" + std::to_string(path.others);
}

using Told = std::vector<std::string>;

/// Of everybody whom a finding is about: the example's first.
Told told_between(const std::string& before, const std::string& after) {
  Loader loader;
  const Loader::Pair pair = sample_pair(loader, before, after);
  const Comparison comparison = compare(pair.before.snapshot, pair.after.snapshot, 0);
  WitnessCheck check(comparison);
  Paths paths(comparison, check);
  Told all;
  for (const Finding& finding : roll_up(comparison)) {
    const auto witness = check.find(finding);
    REQUIRE(witness.has_value());
    for (const PairPath& path : paths.of(finding, *witness)) {
      all.push_back(told(path.before));
      all.push_back(told(path.after));
    }
  }
  return all;
}

std::string world(const std::string& groups, const std::string& policies) {
  return "users: {ana: {}, bo: {}}\ngroups: {" + groups +
         "}\nresources: {ops: {actions: [read]}, logs: {parent: ops}}\npolicies: {" + policies +
         "}\n";
}

const std::string kNested = "emea: {members: [ana]}, ";

TEST_CASE("paths: the membership that is gone is the one that is cut, others are on both sides") {
  const std::string policy = "p: {allow: [group:sre], to: [ops]}";
  CHECK(told_between(world(kNested + "sre: {members: [group:emea, bo]}", policy),
                     world(kNested + "sre: {members: [bo]}", policy)) ==
        Told{"allow: ana > emea >! sre > p > ops > logs", "deny: by default",
             "allow: ana > emea >! sre > p > ops", "deny: by default"});
}

TEST_CASE("paths: what is given is new where it was not before") {
  const std::string groups = kNested + "sre: {members: [group:emea]}";
  CHECK(told_between(world(groups, "p: {allow: [bo], to: [logs]}"),
                     world(groups, "p: {allow: [bo, group:emea], to: [logs]}")) ==
        Told{"deny: by default", "allow: ana > emea >! p > logs"});
  CHECK(
      told_between(world(groups, "p: {allow: [ana], to: [logs]}"),
                   world(groups, "p: {allow: [ana], to: [logs]}, q: {allow: [bo], to: [logs]}")) ==
      Told{"deny: by default", "allow: bo >! q >! logs"});
}

TEST_CASE("paths: everybody of a finding has a path of their own") {
  const std::string policy = "p: {allow: [group:sre, bo], to: [logs]}";
  CHECK(told_between(world(kNested + "sre: {members: [group:emea]}", policy),
                     world(kNested + "sre: {members: [group:emea]}",
                           "p: {allow: [group:sre, bo], to: [ops], when: 'false'}")) ==
        Told{"allow: ana > emea > sre > p~ >! logs", "deny: by default", "allow: bo > p~ >! logs",
             "deny: by default"});
}

TEST_CASE("paths: a shortest chain, and how many other policies decide with it") {
  const std::string groups = kNested + "sre: {members: [group:emea]}";
  const std::string all =
      "far: {allow: [group:sre], to: [ops]}, near: {allow: [ana], to: [logs]}, "
      "off: {allow: [ana], to: [logs], when: 'false'}, b: {allow: [bo], to: [logs]}";
  CHECK(told_between(world(groups, all), world(groups, "b: {allow: [bo], to: [logs]}")) ==
        Told{"allow: ana >! near >! logs +1", "deny: by default",
             "allow: ana > emea > sre >! far >! ops", "deny: by default"});
}

TEST_CASE("paths: who is denied goes to the policy that denies") {
  const std::string allow = "p: {allow: [authenticated], to: [logs]}";
  CHECK(told_between(world(kNested, allow),
                     world(kNested, allow + ", no: {deny: [group:emea], to: [logs]}")) ==
        Told{"allow: ana > authenticated > p > logs", "deny: ana > emea >! no >! logs"});
}

TEST_CASE(
    "paths: where all have to allow, the one whose path is cut, and which one does not allow") {
  const auto gated = [](const std::string& gate) {
    return world(kNested,
                 "p: {allow: [ana], to: [logs]}, gate: {allow: [" + gate + "], to: [logs]}") +
           "sets: {both: {combine: all-of, policies: [p, gate]}}\n";
  };
  CHECK(told_between(gated("ana"), gated("bo")) ==
        Told{"allow: ana >! gate > logs +1", "deny: without gate"});
  CHECK(told_between(gated("group:emea"), gated("bo")) ==
        Told{"allow: ana > emea >! gate > logs +1", "deny: without gate"});
}

TEST_CASE("paths: what is only called otherwise is not cut") {
  const auto named = [](const std::string& group, const std::string& resource,
                        const std::string& condition) {
    return "users: {ana: {}}\ngroups: {" + group + ": {members: [ana]}}\nresources: {" + resource +
           ": {actions: [read]}}\npolicies: {p: {allow: [group:" + group + "], to: [" + resource +
           "]" + condition + "}}\n";
  };
  CHECK(told_between(named("old", "app", ""), named("new", "apps", ", when: 'false'") +
                                                  "renames: {group:old: group:new, app: apps}\n") ==
        Told{"allow: ana > new > p~ > apps", "deny: by default"});
}

TEST_CASE("paths: who cannot sign in is on no path, whatever names it") {
  const auto with = [](const std::string& status, const std::string& who) {
    return "users: {ana: {status: " + status +
           "}}\nresources: {logs: {actions: [read]}}\npolicies: {p: {allow: [" + who +
           "], to: [logs]}}\n";
  };
  CHECK(told_between(with("active", "ana"), with("suspended", "ana")) ==
        Told{"allow: ana >! p > logs", "deny: by default"});
  CHECK(told_between(with("suspended", "authenticated"), with("active", "authenticated")) ==
        Told{"deny: by default", "allow: ana >! authenticated > p > logs"});
}

TEST_CASE("paths: a membership that is over at the time of the example is none") {
  const auto until = [](const std::string& end) {
    return "users: {ana: {}}\ngroups: {g: {members: [{user: ana, until: " + end +
           "}]}}\nresources: {logs: {actions: [read]}}\npolicies: {p: {allow: [group:g], to: "
           "[logs]}}\n";
  };
  CHECK(told_between(until("2027-01-31"), until("2026-12-31")) ==
        Told{"allow: ana >! g > p > logs", "deny: by default"});
}

TEST_CASE("paths: a URL that another resource owns now") {
  const auto owned = [](const std::string& more) {
    return "users: {ana: {}}\ntypes: {app: {actions: {read: []}, methods: {read: [GET]}}}\n"
           "resources: {a: {type: app, url: 'https://x.example/'}" +
           more + "}\npolicies: {p: {allow: [ana], to: [a]}}\n";
  };
  CHECK(told_between(owned(""), owned(", b: {type: app, url: 'https://x.example/b/'}")) ==
        Told{"allow: ana > p > a >! https://x.example/b", "deny: by default"});
}

}  // namespace
}  // namespace accessdrift
