#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "accessdrift/drift/compare.h"
#include "accessdrift/region/print.h"
#include "environment.h"
#include "loaded_world.h"
#include "naive.h"
#include "naive_unknowns.h"
#include "product.h"
#include "worlds.h"

/// Configurations that say the same, written differently, and what must then not be found.
namespace accessdrift::property {
namespace of_metamorphic {

constexpr std::uint64_t kWorlds = 1'000;

std::uint64_t worlds() {
  return number_from_environment("ACCESSDRIFT_METAMORPHIC_WORLDS", kWorlds);
}

Draft draft_of(std::uint64_t seed) {
  Random random(seed * 2 + 1);
  return draft_configuration(random, true, opens_groups(seed), opens_directory(seed));
}

/// Compares two ways to write a configuration and says what is found to differ.
std::string difference(const Files& one, const Files& other, bool may_be_edited) {
  const LoadedWorld world = load_world(one, other);
  if (world.is_refused()) return "refused: " + to_text(world.problems);
  const Comparison comparison = compare(world.before, world.after, 0);
  for (const ProductChange& change : changes_of(comparison)) {
    return comparison.population->printed(change.identity) + " changes for " + change.action +
           " on " + change.resource;
  }
  if (!comparison.edits.empty() && !may_be_edited) return "edit: " + comparison.edits.front().what;
  // What is compared with what, both unknown of somebody, may be over a limit.
  return naive::compared_unknowns(*world.before).empty() ? limited_target(comparison)
                                                         : std::string();
}

void check_same(std::uint64_t seed, const Files& one, const Files& other, bool may_be_edited) {
  const std::string found = difference(one, other, may_be_edited);
  if (found.empty()) return;
  FAIL_CHECK("seed " << seed << ": " << found << "\n===== one\n"
                     << to_text(one) << "===== other\n"
                     << to_text(other));
}

TEST_CASE("compare: nothing if files are renamed and split and keys are reordered") {
  for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
    const Item tree = draft_of(seed).tree();
    const Files plain = render(tree, {});
    check_same(seed, plain, render(tree, {1, false, 0, "other"}), false);
    check_same(seed, plain, render(tree, {3, false, 0, "deep/er/"}), false);
    check_same(seed, plain, render(tree, {2, false, seed, "b"}), false);
  }
}

TEST_CASE("compare: nothing if YAML is written as JSON") {
  for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
    const Item tree = draft_of(seed).tree();
    check_same(seed, render(tree, {}), render(tree, {2, true, seed, "c"}), false);
  }
}

/// Puts the members of a group where the group is mentioned, if it has members, is closed, has no
/// rule and does not contain itself, and no membership in it or beside it ends.
void inline_group(Draft& draft, const DraftGroup& group) {
  const std::string mention = "group:" + group.id;
  const bool ends =
      !group.untils.empty() || std::ranges::any_of(draft.groups, [&](const DraftGroup& other) {
        return std::ranges::count(other.members, mention) != 0 && !other.untils.empty();
      });
  const bool has_itself = std::ranges::count(group.members, mention) != 0;
  if (group.rule || group.is_open || group.members.empty() || has_itself || ends) return;
  const auto replace = [&](std::vector<std::string>& list) {
    if (std::erase(list, mention) != 0)
      list.insert(list.end(), group.members.begin(), group.members.end());
  };
  for (DraftGroup& other : draft.groups) replace(other.members);
  for (DraftPolicy& policy : draft.policies) replace(policy.who);
  for (DraftClient& client : draft.clients) replace(client.users);
}

TEST_CASE("compare: nothing if closed groups are inlined") {
  for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
    Draft draft = draft_of(seed);
    const Files plain = render(draft.tree(), {});
    for (std::size_t g = 0; g < draft.groups.size(); ++g)
      inline_group(draft, DraftGroup(draft.groups[g]));
    Random random(seed);
    repair(draft, random);
    check_same(seed, plain, render(draft.tree(), {}), true);
  }
}

TEST_CASE("compare: nothing if policies and sets are renamed") {
  for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
    Draft draft = draft_of(seed);
    const Files plain = render(draft.tree(), {});
    const auto renamed = [](const std::string& id) {
      return "z" + std::string(id.rbegin(), id.rend());
    };
    for (DraftPolicy& policy : draft.policies) policy.id = renamed(policy.id);
    for (DraftSet& set : draft.sets) {
      set.id = renamed(set.id);
      for (std::string& member : set.members)
        member = member.starts_with("set:") ? "set:" + renamed(member.substr(4)) : renamed(member);
    }
    check_same(seed, plain, render(draft.tree(), {}), true);
  }
}

/// A change and its regions in words that do not depend on who is compared with whom.
using Seen = std::tuple<std::uint32_t, std::uint32_t, std::string, std::string, ChangeKind,
                        std::string, std::string>;

ChangeKind mirrored(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Gained:
      return ChangeKind::Lost;
    case ChangeKind::Lost:
      return ChangeKind::Gained;
    case ChangeKind::Widened:
      return ChangeKind::Narrowed;
    case ChangeKind::Narrowed:
      return ChangeKind::Widened;
    case ChangeKind::Shifted:
      break;
  }
  return kind;
}

/// A resource with two ids has that of the before side where it is mirrored; owners, and what a
/// method means, change places.
std::set<Seen> seen(const Comparison& comparison, bool is_mirrored) {
  std::set<Seen> all;
  std::vector<ProductChange> changes = changes_of(comparison);
  for (ProductChange& change : changes) {
    if (is_mirrored) {
      const auto mirrored = [&](const SideNames& names) {
        const auto id_before = [&](Name printed) {
          return printed.is_none() ? printed
                                   : comparison.renamed.resources.id_on(SideOf::Before, printed);
        };
        return SideNames{id_before(names.after), id_before(names.before)};
      };
      AskedAction action = change.target.action;
      std::swap(action.names.before, action.names.after);
      change.resource = text_of(*comparison.before, mirrored(change.target.resource));
      change.action = text_of(*comparison.before, action);
    }
    std::string before = canonical_text(*comparison.universe, change.region_before);
    std::string after = canonical_text(*comparison.universe, change.region_after);
    if (is_mirrored) {
      all.emplace(change.after, change.before, change.resource, change.action,
                  mirrored(change.kind), after, before);
    } else {
      all.emplace(change.before, change.after, change.resource, change.action, change.kind, before,
                  after);
    }
  }
  return all;
}

/// What tells of one that is renamed goes by its id after, which the mirror image calls otherwise.
bool renames_open_group(const Snapshot& before, const Snapshot& after) {
  const naive::Side one(before);
  const naive::Side other(after);
  return (one.has_open_groups() || other.has_open_groups()) &&
         !naive::pair_groups(one, other).empty();
}

TEST_CASE("compare: from after to before is the mirror image") {
  for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
    const World world = make_world(seed);
    const Rendering rendering = rendering_of(world);
    const LoadedWorld loaded =
        load_world(render(world.before, rendering), render(world.after, rendering));
    if (loaded.is_refused() || renames_open_group(*loaded.before, *loaded.after)) continue;
    const std::set<Seen> there = seen(compare(loaded.before, loaded.after, 0), false);
    const std::set<Seen> back = seen(compare(loaded.after, loaded.before, 0), true);
    CHECK_MESSAGE(there == back, "seed " << seed << "\n===== before\n"
                                         << to_text(render(world.before, rendering))
                                         << "===== after\n"
                                         << to_text(render(world.after, rendering)));
  }
}

}  // namespace of_metamorphic
}  // namespace accessdrift::property
