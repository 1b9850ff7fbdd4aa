#include "accessdrift/cause/change_causes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "accessdrift/cause/cause_search.h"
#include "accessdrift/cause/edit_units.h"
#include "accessdrift/cause/mixed.h"
#include "accessdrift/engine/url_reads.h"

namespace accessdrift {
namespace {

/// Which resource or action a URL asks for may hang on it.
bool is_about_routing(const Edit& edit, const Snapshot& before, const Snapshot& after) {
  const FactKey& key = edit.key;
  if (key.thing == Thing::Type) return true;
  if (key.thing != Thing::Resource) return false;
  if (key.field == "url" || key.field == "type" || key.field == "parent" || key.field == "actions")
    return true;
  if (!key.field.empty()) return false;
  for (const Snapshot* const side : {&before, &after}) {
    const ResourceIndex resource = side->find_resource(key.id);
    if (!resource.is_none() && !side->resources[resource.index()]->urls.empty()) return true;
  }
  return false;
}

}  // namespace

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
        relevant(compared, identities),
        is_routing_edited(std::ranges::any_of(compared.edits, [&](const Edit& edit) {
          return is_about_routing(edit, *compared.before, *compared.after);
        })) {}

  const Comparison& comparison;
  EditTable edits;
  Relevant relevant;
  bool is_routing_edited;
  Target target;
  std::size_t compiled = 0;

  [[nodiscard]] bool is_searched(const Target& asked) const {
    if (comparison.before->is_closed != comparison.after->is_closed) return false;
    const bool is_one = asked.resource.before == asked.resource.after &&
                        asked.action.names.before == asked.action.names.after;
    if (!is_one || asked.resource.after.is_none() || asked.action.names.after.is_none() ||
        is_renamed(asked.resource.after))
      return false;
    return !asked.is_by_url() || (!is_routing_edited && !reads_url(asked));
  }

  [[nodiscard]] bool is_renamed(Name resource) const {
    return std::ranges::any_of(comparison.renamed.resources.all(), [&](const auto& link) {
      return link.first == resource || link.second == resource;
    });
  }

  [[nodiscard]] bool reads_url(const Target& asked) const {
    UrlReads reads;
    for (Engine* const engine : {comparison.engine_before.get(), comparison.engine_after.get()}) {
      const ResourceIndex resource = comparison.resource(asked.resource.after, engine->side());
      if (resource.is_none()) continue;
      reads |= url_reads(engine->snapshot(), engine->coverage().over(resource));
    }
    return reads.any();
  }

  // --- one identity on the target ---

  [[nodiscard]] std::vector<std::string> names_of(const Kept& kept) const {
    std::vector<std::string> names;
    for (const Name name : kept.identities) names.emplace_back(comparison.before->text(name));
    std::ranges::sort(names);
    return names;
  }

  ChangeCauses causes(IdentityIndex identity) {
    const Kept kept = relevant.of(identity);
    const MixedSides sides{*comparison.before, *comparison.after, kept, edits};
    std::vector<std::uint32_t> some = edits_of_kept(sides);
    if (some.empty() || touches_renamed_groups(kept)) return {};
    if (some.size() == 1) return of_one(EditSet{some, {}});
    EditUnits units = edit_units(comparison.edits, some, *comparison.before, *comparison.after);
    if (units.units.size() > UnitSets::kSingles) return {};
    put_own_last(units, names_of(kept));
    return search(identity, sides, units);
  }

  static ChangeCauses of_one(const EditSet& edits) {
    ChangeCauses made;
    made.parts.push_back({Diagrams::always(), Cause{{edits}, false, edits}});
    return made;
  }

  [[nodiscard]] bool touches_renamed_groups(const Kept& kept) const {
    return std::ranges::any_of(comparison.renamed.groups.all(), [&](const auto& link) {
      return std::ranges::binary_search(kept.group_names, link.first) ||
             std::ranges::binary_search(kept.group_names, link.second);
    });
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

  ChangeCauses search(IdentityIndex identity, const MixedSides& sides, const EditUnits& units) {
    const UnitSets sets(units.needs);
    if (sets.asked().size() == 2) {  // nothing can be applied without all the rest
      EditSet all;
      for (const EditUnit& unit : units.units)
        all.edits.insert(all.edits.end(), unit.begin(), unit.end());
      std::ranges::sort(all.edits);
      return of_one(all);
    }
    std::vector<std::unique_ptr<Snapshot>> mixtures;
    std::vector<const Snapshot*> snapshots;
    for (const UnitSet set : sets.asked()) {
      std::vector<bool> applied(comparison.edits.size());
      for (std::size_t u = 0; u < units.units.size(); ++u) {
        if ((set >> u & 1U) == 0) continue;
        for (const std::uint32_t edit : units.units[u]) applied[edit] = true;
      }
      mixtures.push_back(std::make_unique<Snapshot>(mixed(sides, applied)));
      snapshots.push_back(mixtures.back().get());
    }
    auto universe = std::make_shared<Universe>(make_universe(snapshots, comparison.from));
    compiled += snapshots.size();
    std::vector<Region> decided;
    UrlReads reads;
    universe->diagrams().start_target();
    for (const Snapshot* const snapshot : snapshots) {
      const std::optional<Region> region = decide(*snapshot, identity, *universe, reads);
      if (!region) return {};
      decided.push_back(*region);
    }
    const Region care = reads.any() ? without_url(*universe, reads) : universe->care();
    const std::vector<CausePart> parts = find_causes(sets, decided, care, universe->diagrams());
    return told(parts, sets, units, std::move(universe), care);
  }

  /// Where the identity is allowed; nothing over a limit.
  std::optional<Region> decide(const Snapshot& snapshot, IdentityIndex identity, Universe& universe,
                               UrlReads& reads) const {
    const ResourceIndex resource = snapshot.resource_by_name.find(target.resource.after);
    const Name action = target.action.names.after;
    if (resource.is_none()) return Diagrams::never();
    const Population population = Population::of(snapshot);
    Engine engine(snapshot, population, SideOf::After, universe, comparison.from);
    if (!engine.coverage().has_action(resource, action)) return Diagrams::never();
    reads |= url_reads(snapshot, engine.coverage().covering(resource, action));
    const IdentityIndex it = find(snapshot, population, identity);
    IdentitySet within;
    within.add(it);
    const Engine::Access access = engine.access({resource, action}, within);
    if (access.is_limited) return std::nullopt;
    return access.map.region_of(it);
  }

  [[nodiscard]] IdentityIndex find(const Snapshot& snapshot, const Population& population,
                                   IdentityIndex identity) const {
    const Population& all = *comparison.population;
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      if (const ClientIndex client = all.client(identity, side); !client.is_none()) {
        const Snapshot& of = side == SideOf::Before ? *comparison.before : *comparison.after;
        const ClientIndex here = snapshot.client_by_name.find(of.clients[client.index()]->name);
        return here.is_none() ? kAnonymousIdentity : population.identity(here, SideOf::After);
      }
      if (const UserIndex user = all.user(identity, side); !user.is_none()) {
        const Snapshot& of = side == SideOf::Before ? *comparison.before : *comparison.after;
        const UserIndex here = snapshot.user_by_name.find(of.users[user.index()]->id);
        if (!here.is_none()) return population.identity(here, SideOf::After);
      }
    }
    return kAnonymousIdentity;
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

  static ChangeCauses told(const std::vector<CausePart>& parts, const UnitSets& sets,
                           const EditUnits& units, std::shared_ptr<Universe> universe,
                           Region care) {
    ChangeCauses made;
    made.is_complete = sets.is_complete();
    for (const CausePart& part : parts) {
      Cause cause;
      for (const UnitSet set : part.because)
        cause.because.push_back(edit_set(set, sets.not_needed(set), units));
      cause.has_more = part.has_more;
      cause.undo = edit_set(part.undo, sets.needing_nothing(part.undo), units);
      made.parts.push_back({part.where, std::move(cause)});
    }
    if (made.parts.size() > 1) made.universe = std::move(universe);
    made.care = care;
    return made;
  }
};

CauseFinder::CauseFinder(const Comparison& comparison, const IdentitySet& identities)
    : state_(std::make_unique<State>(comparison, identities)) {}
CauseFinder::~CauseFinder() = default;

bool CauseFinder::set_target(const Target& target) {
  if (!state_->is_searched(target)) return false;
  state_->target = target;
  state_->relevant.set_target(target);
  return true;
}

std::string CauseFinder::target_key() const { return state_->relevant.target_key(); }
const EditTable& CauseFinder::edits() const { return state_->edits; }
std::size_t CauseFinder::compiled() const { return state_->compiled; }
bool CauseFinder::is_searched(IdentityIndex identity) const {
  return state_->relevant.is_plain(identity);
}
std::string CauseFinder::key(IdentityIndex identity) const {
  return state_->relevant.key(identity);
}
ChangeCauses CauseFinder::of(IdentityIndex identity) { return state_->causes(identity); }

}  // namespace accessdrift
