#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "accessdrift/region/print.h"
#include "accessdrift/region/simplified.h"
#include "environment.h"
#include "loaded_world.h"
#include "product.h"
#include "worlds.h"

/// Comparisons that run into the bound of diagram nodes, against the same ones without it: a change
/// is either told exactly, or its target is told to be undecided for everybody who has it.
namespace accessdrift::property {
namespace of_limits {

using Where = Target;
/// Identity, kind and the regions, in words that do not depend on the universe.
using Told = std::tuple<std::uint32_t, ChangeKind, std::string, std::string>;

constexpr const char* kNotWorded = "?";

/// The one text of a region is that of its simplest form, which needs nodes, too.
std::string words_of(const Comparison& comparison, Region region) {
  Universe& universe = *comparison.universe;
  universe.diagrams().start_target();
  (void)simplified(universe, region);
  return universe.diagrams().is_exhausted() ? kNotWorded : canonical_text(universe, region);
}

std::map<Where, std::set<Told>> told(const Comparison& comparison) {
  std::map<Where, std::set<Told>> all;
  comparison.universe->diagrams().start_target();
  for (const ProductChange& change : changes_of(comparison)) {
    all[change.target].emplace(change.identity.number, change.kind,
                               words_of(comparison, change.region_before),
                               words_of(comparison, change.region_after));
  }
  return all;
}

/// What could not be worded is taken for what is expected there, of identity and kind.
std::set<Told> worded(const std::set<Told>& found, const std::set<Told>& expected) {
  std::set<Told> all;
  for (Told change : found) {
    auto& [identity, kind, before, after] = change;
    const auto known = expected.lower_bound({identity, kind, "", ""});
    if (known != expected.end() && before == kNotWorded) before = std::get<2>(*known);
    if (known != expected.end() && after == kNotWorded) after = std::get<3>(*known);
    all.insert(change);
  }
  return all;
}

std::string to_text(const Snapshot& snapshot, const std::map<Where, std::set<Told>>& all) {
  std::string out;
  for (const auto& [where, changes] : all) {
    for (const auto& [identity, kind, before, after] : changes) {
      out += "\n  " + text_of(snapshot, where.action) + " on " + text_of(snapshot, where.resource) +
             " for " + std::to_string(identity) + ": " + before + " -> " + after;
    }
  }
  return out;
}

/// What the bound cost: a change that is neither told nor covered, or one that is told wrong.
std::string problem(const Comparison& exact, const Comparison& limited, std::size_t& limits_hit) {
  std::map<Where, std::set<Told>> expected = told(exact);
  std::map<Where, std::set<Told>> found = told(limited);
  for (const TargetChanges& changes : limited.changes) {
    if (!changes.is_limited) continue;
    ++limits_hit;
    const Where& where = changes.target;
    const std::string text =
        text_of(*limited.after, where.action) + " on " + text_of(*limited.after, where.resource);
    for (const Told& change : expected[where]) {
      if (!changes.reach.contains(IdentityIndex{std::get<0>(change)}))
        return "a change is not covered: " + text;
    }
    if (found.contains(where)) return "a target is both told and undecided: " + text;
    expected.erase(where);
  }
  for (auto& [where, changes] : found) changes = worded(changes, expected[where]);
  if (found == expected) return {};
  return "what is told differs:" + to_text(*limited.after, expected) + "\nis not" +
         to_text(*limited.after, found);
}

TEST_CASE("compare: nothing is dropped or told wrong where the bound is hit") {
  const std::uint64_t pairs = number_from_environment("ACCESSDRIFT_LIMIT_PAIRS", 2'000);
  std::size_t limits_hit = 0;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    const World world = make_world(seed);
    const Rendering rendering = rendering_of(world);
    const LoadedWorld loaded =
        load_world(render(world.before, rendering), render(world.after, rendering));
    if (loaded.is_refused()) continue;
    const Comparison exact = compare(loaded.before, loaded.after, world.from);
    for (const std::size_t nodes : {1U, 2U, 3U, 5U, 8U, 13U, 21U, 50U}) {
      const Comparison limited = compare(loaded.before, loaded.after, world.from, nodes);
      const std::string found = problem(exact, limited, limits_hit);
      REQUIRE_MESSAGE(found.empty(), "seed " << seed << ", " << nodes << " nodes: " << found);
    }
  }
  MESSAGE(pairs << " pairs with eight bounds each: a bound was hit for " << limits_hit
                << " targets");
  CHECK(limits_hit >= pairs);
}

}  // namespace of_limits
}  // namespace accessdrift::property
