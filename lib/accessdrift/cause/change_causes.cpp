#include "accessdrift/cause/change_causes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "accessdrift/cause/bearers.h"
#include "accessdrift/cause/cause_search.h"
#include "accessdrift/cause/decided_mixtures.h"
#include "accessdrift/cause/mixed.h"
#include "accessdrift/cause/relevant.h"
#include "accessdrift/cause/target_urls.h"
#include "accessdrift/cause/units_of_some.h"

namespace accessdrift {

bool is_own(const Edit& edit, const std::vector<std::string>& names) {
  const FactKey& key = edit.key;
  const auto is_name = [&](const std::string& id) { return std::ranges::binary_search(names, id); };
  switch (key.thing) {
    case Thing::User:
      return is_name(key.id);
    case Thing::Group:
      return key.field.starts_with("members") && is_name(key.item);
    case Thing::Policy:
      return key.field == "who" && is_name(key.item);
    case Thing::Client:
      return key.field == "users" && is_name(key.item);
    default:
      return false;
  }
}

struct CauseFinder::State {
  State(const Comparison& compared, const IdentitySet& identities)
      : comparison(compared),
        edits(compared.edits),
        orders(*compared.before, edits),
        bearers(compared, edits),
        relevant(compared, bearers, identities),
        urls(compared) {}

  const Comparison& comparison;
  EditTable edits;
  SetOrders orders;
  Bearers bearers;
  Relevant relevant;
  TargetUrlFinder urls;
  std::optional<UnitsOfSome> units_of_some = {};  ///< made when several edits matter somewhere
  AskedOfMixtures asked;
  std::size_t compiled = 0;

  bool set_target(const Target& target) {
    asked = {target, {}, {}};
    if (!target.is_by_url()) {
      asked.ids = {target.resource.after};
      const Name old = comparison.renamed.resources.id_on(SideOf::Before, target.resource.after);
      if (old != asked.ids.front()) asked.ids.push_back(old);
      relevant.set_target(target, asked.ids);
      return true;
    }
    asked.urls = urls.find(target);
    if (!asked.urls || asked.urls->kinds.empty()) return false;
    relevant.set_target(target, asked.urls->resources, asked.urls->patterns);
    return true;
  }

  // --- one identity on the target ---

  [[nodiscard]] std::vector<std::string> names_of(const Kept& kept) const {
    std::vector<std::string> names;
    names.reserve(kept.identities.size());
    for (const Name name : kept.identities) names.emplace_back(comparison.before->text(name));
    std::ranges::sort(names);
    return names;
  }

  ChangeCauses causes(IdentityIndex identity) {
    const Kept kept = relevant.of(identity);
    const MixedSides sides{*comparison.before, *comparison.after, kept, edits, orders};
    const std::optional<GoesBy> goes_by = comparison.population->is_client(identity)
                                              ? std::optional(GoesBy{})
                                              : bearers.goes_by(identity);
    const auto met = edits_of_kept(sides);
    if (!met || !goes_by) return {};
    const std::vector<std::uint32_t> some = with_naming(*met, identity, *goes_by);
    if (some.empty()) return {};
    if (some.size() == 1) return of_one(EditSet{some, {}});
    const std::vector<std::string> names = names_of(kept);
    if (!units_of_some) units_of_some.emplace(comparison);
    EditUnits units = units_of_some->of(some);
    if (units.units.size() > UnitSets::kSingles) return {};
    put_own_last(units, names);
    return search({identity, *goes_by}, sides, units);
  }

  /// And those by which it goes by another id.
  [[nodiscard]] std::vector<std::uint32_t> with_naming(std::vector<std::uint32_t> some,
                                                       IdentityIndex identity,
                                                       const GoesBy& goes_by) const {
    if (!goes_by.turning) return some;
    const std::vector<std::uint32_t> naming = bearers.edits_naming(identity);
    some.insert(some.end(), naming.begin(), naming.end());
    some.push_back(*goes_by.turning);
    std::ranges::sort(some);
    const auto repeated = std::ranges::unique(some);
    some.erase(repeated.begin(), repeated.end());
    return some;
  }

  static ChangeCauses of_one(const EditSet& edits) {
    ChangeCauses made;
    made.parts.push_back({Diagrams::always(), Cause{{edits}, false, edits}});
    return made;
  }

  /// Of equal sets those of others' facts come first: they are told once for many.
  void put_own_last(EditUnits& units, const std::vector<std::string>& names) const {
    const std::size_t count = units.units.size();
    std::vector<std::uint32_t> order(count);
    for (std::uint32_t u = 0; u < count; ++u) order[u] = u;
    std::ranges::stable_sort(order, {}, [&](std::uint32_t u) {
      return is_own(comparison.edits[units.units[u].front()], names);
    });
    std::vector<std::uint32_t> place(count);
    for (std::uint32_t i = 0; i < count; ++i) place[order[i]] = i;
    EditUnits sorted;
    for (const std::uint32_t u : order) {
      sorted.units.push_back(units.units[u]);
      sorted.needs.emplace_back();
      for (const std::uint32_t other : units.needs[u]) sorted.needs.back().push_back(place[other]);
    }
    units = std::move(sorted);
  }

  ChangeCauses search(const Asker& who, const MixedSides& sides, const EditUnits& units) {
    UnitSets sets(units.needs);
    if (sets.asked().size() == 2) {  // nothing can be applied without all the rest
      EditSet all;
      for (const EditUnit& unit : units.units)
        all.edits.insert(all.edits.end(), unit.begin(), unit.end());
      std::ranges::sort(all.edits);
      return of_one(all);
    }
    if (compiled >= kMostMixtures) return {};
    std::optional<DecidedMixtures> decided = decide(who, sides, units, sets);
    if (decided && look_further(*decided, sets)) decided = decide(who, sides, units, sets);
    if (!decided) return {};
    ChangeCauses made;
    made.is_complete = sets.is_complete();
    for (const DecidedMixtures::Part& part : decided->parts) {
      const std::vector<CausePart> parts =
          find_causes(sets, part.allowed, decided->care, decided->universe->diagrams());
      if (parts.empty()) return {};
      for (const CausePart& one : parts) add(one.where, cause_of(one, sets, units), part.at, made);
    }
    if (made.parts.size() < 2) return made;
    // All mixtures but those between the sides decide alike about all URLs.
    const std::vector<Region>& allowed = decided->parts.front().allowed;
    Diagrams& diagrams = decided->universe->diagrams();
    made.universe = decided->universe;
    made.care = decided->care;
    made.before = diagrams.intersect(allowed.front(), decided->care);
    made.after = diagrams.intersect(allowed.back(), decided->care);
    return made;
  }

  std::optional<DecidedMixtures> decide(const Asker& who, const MixedSides& sides,
                                        const EditUnits& units, const UnitSets& sets) {
    std::vector<std::vector<bool>> applied;
    applied.reserve(sets.asked().size());
    for (const UnitSet set : sets.asked()) applied.push_back(edits_of(set, units));
    compiled += applied.size();
    return decide_mixtures(comparison, sides, asked, who, applied);
  }

  /// Whether there is more to ask for.
  static bool look_further(const DecidedMixtures& decided, UnitSets& sets) {
    if (sets.is_complete()) return false;
    const std::size_t before = sets.asked().size();
    FurtherSets all;
    Diagrams& diagrams = decided.universe->diagrams();
    for (const DecidedMixtures::Part& part : decided.parts) {
      const FurtherSets more = further_sets(sets, part.allowed, decided.care, diagrams);
      all.because.insert(all.because.end(), more.because.begin(), more.because.end());
      all.left_out.insert(all.left_out.end(), more.left_out.begin(), more.left_out.end());
    }
    for (const UnitSet set : all.because) sets.look_inside(set);
    for (const UnitSet set : all.left_out) sets.look_at_left_out(set);
    return sets.asked().size() > before;
  }

  /// Which edits these units are, by number.
  [[nodiscard]] std::vector<bool> edits_of(UnitSet set, const EditUnits& units) const {
    std::vector<bool> applied(comparison.edits.size());
    for (std::size_t u = 0; u < units.units.size(); ++u) {
      if ((set >> u & 1U) == 0) continue;
      for (const std::uint32_t edit : units.units[u]) applied[edit] = true;
    }
    return applied;
  }

  static EditSet edit_set(UnitSet all, UnitSet main, const EditUnits& units) {
    EditSet made;
    for (std::size_t u = 0; u < units.units.size(); ++u) {
      if ((all >> u & 1U) == 0) continue;
      std::vector<std::uint32_t>& list = (main >> u & 1U) != 0 ? made.edits : made.prerequisites;
      list.insert(list.end(), units.units[u].begin(), units.units[u].end());
    }
    std::ranges::sort(made.edits);
    std::ranges::sort(made.prerequisites);
    return made;
  }

  static Cause cause_of(const CausePart& part, const UnitSets& sets, const EditUnits& units) {
    Cause cause;
    for (const UnitSet set : part.because)
      cause.because.push_back(edit_set(set, sets.not_needed(set), units));
    cause.has_more = part.has_more;
    cause.undo = edit_set(part.undo, sets.needing_nothing(part.undo), units);
    return cause;
  }

  /// The same of other URLs is one part.
  static void add(Region where, const Cause& cause, const std::vector<UrlKind>& at,
                  ChangeCauses& made) {
    const auto known = std::ranges::find_if(made.parts, [&](const ChangeCauses::Part& one) {
      return one.where == where && one.cause == cause;
    });
    if (known == made.parts.end()) {
      made.parts.push_back({where, cause, at});
    } else {
      known->at.insert(known->at.end(), at.begin(), at.end());
    }
  }
};

CauseFinder::CauseFinder(const Comparison& comparison, const IdentitySet& identities)
    : state_(std::make_unique<State>(comparison, identities)) {}
CauseFinder::~CauseFinder() = default;

bool CauseFinder::set_target(const Target& target) { return state_->set_target(target); }

std::string CauseFinder::target_key() const { return state_->relevant.target_key(); }
const EditTable& CauseFinder::edits() const { return state_->edits; }
std::size_t CauseFinder::compiled() const { return state_->compiled; }
std::string CauseFinder::key(IdentityIndex identity) const {
  return state_->relevant.key(identity);
}
ChangeCauses CauseFinder::of(IdentityIndex identity) { return state_->causes(identity); }

}  // namespace accessdrift
