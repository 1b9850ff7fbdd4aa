#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/load/loader.h"
#include "tests/bench/in_memory.h"
#include "tests/property/random.h"

/// published_bench: comparisons of sizes to which other analysers of policies have been put, on
/// configurations made up here. Prints milliseconds from bytes to changes, and of comparing alone.
///
/// - Cedar's analyser: 1,707 pairs of principal type, action and resource type
/// - Margrave: a firewall of 1,000 rules over 14 fields, and CONTINUE, a conference manager, in 57
/// - Quacky: how many requests more are allowed
namespace {

using accessdrift::Comparison;
using accessdrift::Diagrams;
using accessdrift::Region;
using accessdrift::bench::Files;
using accessdrift::bench::side_of;
using accessdrift::property::Random;
using Clock = std::chrono::steady_clock;

std::string number(const std::string& word, std::size_t of) { return word + std::to_string(of); }

/// 3 kinds of principals × 569 actions of 40 types; `edited` writes every condition the other way
/// round and narrows ten.
std::string cedar_sized(bool edited) {
  constexpr std::size_t kTypes = 40;
  constexpr std::size_t kActions = 569;
  Random random(1);
  std::string text =
      "accessdrift: 1\ncontext: {mfa: bool, managed: bool, risk: int, os: [linux, macos, "
      "windows]}\n"
      "attributes: {level: int, team: string}\nusers:\n";
  for (std::size_t kind = 0; kind < 3; ++kind) {
    for (std::size_t one = 0; one < 4; ++one)
      text += "  u" + std::to_string(kind) + "-" + std::to_string(one) +
              ": {attributes: {level: " + std::to_string(one) + ", team: t" + std::to_string(kind) +
              "}}\n";
  }
  text += "groups:\n";
  for (std::size_t kind = 0; kind < 3; ++kind)
    text += "  " + number("kind", kind) + ": {rule: 'user.team == \"t" + std::to_string(kind) +
            "\"'}\n";
  std::string types = "types:\n";
  std::string resources = "resources:\n";
  std::size_t made = 0;
  for (std::size_t type = 0; type < kTypes; ++type) {
    const std::size_t until = kActions * (type + 1) / kTypes;
    types += "  " + number("type", type) + ": {actions: {";
    for (std::size_t action = 0; made < until; ++made, ++action)
      types += (action > 0 ? ", " : "") + number("act", action) + ": []";
    types += "}}\n";
    resources += "  " + number("thing", type) + ": {type: " + number("type", type) +
                 ", attributes: {team: " + number("t", type % 3) + "}}\n";
  }
  text += types + resources + "policies:\n";
  const std::array<std::string, 6> tests{"mfa",
                                         "!managed",
                                         "risk < 40",
                                         "os == \"linux\"",
                                         "user.level >= 2",
                                         "resource.team == user.team"};
  for (std::size_t policy = 0; policy < 240; ++policy) {
    text += "  " + number("p", policy) + ": {" + (random.chance(20) ? "deny" : "allow") +
            ": [\"group:" + number("kind", random.below(3)) + "\"], to: [" +
            number("thing", random.below(kTypes)) + "], actions: [" +
            number("act", random.below(10)) + "], when: '";
    const std::string join = random.chance(50) ? " && " : " || ";
    const std::string one = tests[random.below(tests.size())];
    const std::string other = tests[random.below(tests.size())];
    const bool differs = edited && policy % 24 == 0;
    text += edited ? other + join + one : one + join + other;
    text += std::string(differs ? " && risk < 10" : "") + "'}\n";
  }
  return text;
}

/// 1,000 rules, first match decides; `edited` turns ten of them.
std::string margrave_sized(bool edited) {
  constexpr std::size_t kRules = 1'000;
  Random random(1);
  std::string text =
      "accessdrift: 1\ncontext:\n  dst: ip\n  nat: ip\n  port: int\n  source_port: int\n  length: "
      "int\n  protocol: [tcp, udp, icmp]\n  entry: [e0, e1, e2, e3]\n  exit: [e0, e1, e2, e3]\n";
  for (const char* flag : {"ack", "syn", "established", "encrypted", "fragment"})
    text += std::string("  ") + flag + ": bool\n";
  text += "networks:\n";
  for (std::size_t net = 0; net < 64; ++net)
    text += "  " + number("n", net) + ": [10." + std::to_string(net) + ".0.0/16]\n";
  text += "users: {host: {}}\nresources: {out: {}}\npolicies:\n";
  std::string order;
  for (std::size_t rule = 0; rule < kRules; ++rule) {
    const bool is_allow = random.chance(60) != (edited && rule % 100 == 3);
    text += "  " + number("r", rule) + ": {" + (is_allow ? "allow" : "deny") +
            ": [anyone], to: [out], when: 'request.ip in networks." + number("n", random.below(64));
    if (random.chance(60)) text += " && dst in networks." + number("n", random.below(64));
    if (random.chance(50)) text += " && port == " + std::to_string(random.below(40));
    if (random.chance(40))
      text += " && protocol == \"" + std::string(random.chance(70) ? "tcp" : "udp") + "\"";
    if (random.chance(10)) text += " && entry == \"" + number("e", random.below(4)) + "\"";
    if (random.chance(5)) text += " && !established";
    text += "'}\n";
    order += (rule > 0 ? ", " : "") + number("r", rule);
  }
  return text + "sets: {firewall: {combine: first-applicable, policies: [" + order + "]}}\n";
}

/// 57 rules of a conference: roles × papers, reviews and decisions × phases.
std::string continue_sized(bool edited) {
  constexpr std::array<const char*, 5> kRoles{"chair", "member", "reviewer", "author", "admin"};
  constexpr std::array<const char*, 6> kThings{"paper",    "review",  "decision",
                                               "conflict", "meeting", "password"};
  Random random(1);
  std::string text =
      "accessdrift: 1\ncontext: {phase: [submission, bidding, review, discussion, done], "
      "conflicted: "
      "bool, assigned: bool, is_owner: bool, submitted: bool}\nusers: {";
  for (std::size_t role = 0; role < kRoles.size(); ++role)
    text += (role > 0 ? std::string(", ") : std::string()) + "u" + std::to_string(role) + ": {}";
  text += "}\ngroups:\n";
  for (std::size_t role = 0; role < kRoles.size(); ++role)
    text += std::string("  ") + kRoles[role] + ": {members: [u" + std::to_string(role) + "]}\n";
  text += "types: {object: {actions: {create: [], read: [], write: [], delete: []}}}\nresources:\n";
  for (const char* thing : kThings) text += std::string("  ") + thing + ": {type: object}\n";
  text += "policies:\n";
  const std::array<std::string, 5> tests{"phase == \"review\"", "!conflicted", "assigned",
                                         "is_owner", "submitted"};
  const std::array<std::string, 4> actions{"create", "read", "write", "delete"};
  std::string order;
  for (std::size_t rule = 0; rule < 57; ++rule) {
    text += "  " + number("c", rule) + ": {" + (random.chance(35) ? "deny" : "allow") +
            ": [\"group:" + kRoles[random.below(kRoles.size())] + "\"], to: [" +
            kThings[random.below(kThings.size())] + "], actions: [" +
            actions[random.below(actions.size())] + "], when: '" +
            tests[random.below(tests.size())];
    if (random.chance(60)) text += " && " + tests[random.below(tests.size())];
    text += std::string(edited && rule == 20 ? " || assigned" : "") + "'}\n";
    order += (rule > 0 ? ", " : "") + number("c", rule);
  }
  return text + "sets: {conference: {combine: first-applicable, policies: [" + order + "]}}\n";
}

/// Twenty yes-or-no attributes, and a condition over all of them.
std::string countable(bool edited) {
  constexpr std::size_t kFlags = 20;
  std::string text = "accessdrift: 1\ncontext:\n";
  for (std::size_t flag = 0; flag < kFlags; ++flag)
    text += "  " + number("f", flag) + ": {type: bool, required: true}\n";
  text +=
      "users: {ana: {}}\nresources: {store: {}}\npolicies:\n  p: {allow: [ana], to: [store], when: "
      "'";
  for (std::size_t flag = 0; flag < kFlags; flag += 2)
    text += (flag > 0 ? " || " : "") + number("f", flag) + " && " + number("f", flag + 1);
  return text + (edited ? " || f0 && f2 && !f5" : "") + "'}\n";
}

double ms(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

struct Run {
  Comparison comparison;
  double all = 0;
  double comparing = 0;
};

/// The fastest of five, from bytes to changes.
std::optional<Run> run(const std::string& before, const std::string& after) {
  std::optional<Run> best;
  for (int i = 0; i < 5; ++i) {
    accessdrift::Sides sides;
    sides.before = side_of(Files{{"a.yaml", before}});
    sides.after = side_of(Files{{"a.yaml", after}});
    const auto started = Clock::now();
    accessdrift::Loader loader;
    const auto loaded = loader.load(sides);
    if (!loaded) {
      std::printf("refused: %s\n", loaded.error().front().message.c_str());
      return std::nullopt;
    }
    const auto comparing = Clock::now();
    Comparison comparison = accessdrift::compare(loaded->before.snapshot, loaded->after.snapshot,
                                                 accessdrift::Instant{1'795'507'200});
    const auto ended = Clock::now();
    if (!best || ms(started, ended) < best->all)
      best = Run{std::move(comparison), ms(started, ended), ms(comparing, ended)};
  }
  return best;
}

void report(const char* what, const std::optional<Run>& made) {
  if (!made) return;
  std::size_t changed = 0;
  std::size_t limits = 0;
  for (const auto& target : made->comparison.changes) {
    limits += target.is_limited ? 1 : 0;
    for (const auto& pair : target.changes.all()) changed += pair.identities.size();
  }
  std::printf("%s: %.2f ms, comparing %.2f ms; %zu entitlements changed, %zu limits hit\n", what,
              made->all, made->comparing, changed, limits);
}

/// Requests of a region, where every cell of every level is one value.
class RequestCount {
 public:
  explicit RequestCount(const Diagrams& diagrams) : diagrams_(diagrams) {}

  /// From `level` on.
  std::uint64_t of(Region region, accessdrift::Level level) {
    if (region == Diagrams::never()) return 0;
    if (region == Diagrams::always()) return all_from(level, end());
    const accessdrift::Level at = diagrams_.level_of(region);
    const auto [known, is_new] = known_.try_emplace(region, 0);
    if (is_new) {
      std::uint64_t count = 0;
      for (std::uint32_t cell = 0; cell < diagrams_.cell_count(at); ++cell)
        count += of(diagrams_.child(region, cell), at + 1);
      known_[region] = count;
    }
    return known_[region] * all_from(level, at);
  }

 private:
  [[nodiscard]] accessdrift::Level end() const {
    return static_cast<accessdrift::Level>(diagrams_.level_count());
  }
  [[nodiscard]] std::uint64_t all_from(accessdrift::Level level, accessdrift::Level until) const {
    std::uint64_t count = 1;
    for (; level < until; ++level) count *= diagrams_.cell_count(level);
    return count;
  }

  const Diagrams& diagrams_;
  std::unordered_map<Region, std::uint64_t> known_;
};

void count_added(const std::optional<Run>& made) {
  if (!made) return;
  Diagrams& diagrams = made->comparison.universe->diagrams();
  for (const auto& target : made->comparison.changes) {
    for (const auto& pair : target.changes.all()) {
      const auto started = Clock::now();
      const Region added = diagrams.subtract(pair.after, pair.before);
      const std::uint64_t requests = RequestCount(diagrams).of(added, 0);
      std::printf("counting: %llu requests more of %llu, in %.3f ms\n",
                  static_cast<unsigned long long>(requests),
                  static_cast<unsigned long long>(RequestCount(diagrams).of(Diagrams::always(), 0)),
                  ms(started, Clock::now()));
    }
  }
}

}  // namespace

int main() {
  report("1,707 pairs", run(cedar_sized(false), cedar_sized(true)));
  report("1,000 rules x 14 fields", run(margrave_sized(false), margrave_sized(true)));
  report("57 rules", run(continue_sized(false), continue_sized(true)));
  const auto counted = run(countable(false), countable(true));
  report("20 flags", counted);
  count_added(counted);
}
