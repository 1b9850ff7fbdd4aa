#include "accessdrift/cause/change_causes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "accessdrift/cause/cause_search.h"
#include "accessdrift/cause/edit_units.h"
#include "accessdrift/cause/mixed.h"
#include "accessdrift/engine/url_reads.h"
#include "accessdrift/engine/url_space.h"
#include "accessdrift/url/overlap.h"
#include "accessdrift/url/pattern.h"

namespace accessdrift {
namespace {

/// The patterns of URLs that come or go with an edit.
std::vector<UrlPattern> patterns_of(const Edit& edit, const Comparison& comparison) {
  std::vector<UrlPattern> patterns;
  if (edit.key.thing != Thing::Resource) return patterns;
  const Snapshot& side = edit.after ? *comparison.after : *comparison.before;
  const ResourceIndex resource = side.find_resource(edit.key.id);
  if (resource.is_none()) return patterns;
  for (const UrlDeclaration& url : side.resources[resource.index()]->urls) {
    const bool is_edited = edit.key.field.empty() ||
                           (edit.key.field == "url" && edit.key.item == to_text(url.pattern));
    if (is_edited) patterns.push_back(url.pattern);
  }
  return patterns;
}

std::vector<UrlPattern> edited_patterns(const Comparison& comparison) {
  std::vector<UrlPattern> patterns;
  for (const Edit& edit : comparison.edits)
    std::ranges::move(patterns_of(edit, comparison), std::back_inserter(patterns));
  return patterns;
}

/// Who can own URLs that one route of each side decides about.
struct RouteOwners {
  struct Route {
    Name resource;
    UrlPattern pattern;
    bool is_edited = false;
  };
  std::optional<Route> before;
  std::optional<Route> after;

  /// Whether it is one of the two routes' patterns.
  [[nodiscard]] bool has(const UrlPattern& pattern) const {
    return (before && before->pattern == pattern) || (after && after->pattern == pattern);
  }
  /// Which covers all the URLs. REQUIRES: there is a route.
  [[nodiscard]] const UrlPattern& narrower() const {
    if (!before) return after->pattern;
    if (!after) return before->pattern;
    return compare_specificity(after->pattern, before->pattern) > 0 ? after->pattern
                                                                    : before->pattern;
  }
  /// Nobody knows whose they are if one is gone and the other not there yet.
  [[nodiscard]] bool are_both_others() const {
    return before && after && before->is_edited && after->is_edited &&
           before->pattern != after->pattern;
  }

  /// The owner in a mixture of which the route of the other side is there or not.
  [[nodiscard]] Name in(const Snapshot& mixture) const {
    const Name is = after && is_there(*after, mixture) ? after->resource : Name{};
    const Name was = before && is_there(*before, mixture) ? before->resource : Name{};
    // What comes takes the URLs from what stays, and what goes leaves them to it.
    if (after && after->is_edited) return is.is_none() ? was : is;
    return was.is_none() ? is : was;
  }

 private:
  static bool is_there(const Route& route, const Snapshot& mixture) {
    const ResourceIndex resource = mixture.resource_by_name.find(route.resource);
    return !resource.is_none() &&
           std::ranges::any_of(mixture.resources[resource.index()]->urls,
                               [&](const auto& url) { return url.pattern == route.pattern; });
  }
};

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
        edited(edited_patterns(compared)) {}

  const Comparison& comparison;
  EditTable edits;
  Relevant relevant;
  std::vector<UrlPattern> edited;
  Target target;
  std::vector<RouteOwners> routes;  ///< of a target by URL
  std::size_t compiled = 0;

  bool set_target(const Target& asked) {
    if (comparison.before->is_closed != comparison.after->is_closed) return false;
    if (is_renamed(asked.resource.before) || is_renamed(asked.resource.after)) return false;
    target = asked;
    routes.clear();
    if (!asked.is_by_url()) {
      relevant.set_target(asked);
      return true;
    }
    if (!find_routes()) return false;
    std::vector<std::string> patterns;
    for (const RouteOwners& one : routes) {
      if (one.before) patterns.push_back(to_text(one.before->pattern));
      if (one.after) patterns.push_back(to_text(one.after->pattern));
    }
    relevant.set_target(asked, std::move(patterns));
    return true;
  }

  /// Whether it is known who owns the target's URLs in every mixture.
  bool find_routes() {
    const UrlOwners owners = comparison.owners(target.resource);
    if (comparison.urls->is_limited(owners)) return false;
    for (const UrlSpace::RoutePair& pair : comparison.urls->routes(owners)) {
      RouteOwners one{route(*comparison.before, pair.before), route(*comparison.after, pair.after)};
      const bool may_be_anothers =
          one.are_both_others() || std::ranges::any_of(edited, [&](const UrlPattern& pattern) {
            return !one.has(pattern) && overlap(pattern, one.narrower()).has_value();
          });
      if (may_be_anothers) return false;
      routes.push_back(std::move(one));
    }
    return !routes.empty();
  }

  std::optional<RouteOwners::Route> route(const Snapshot& side,
                                          std::optional<std::uint32_t> number) const {
    if (!number) return std::nullopt;
    const Snapshot::Route& found = side.routes[*number];
    const bool is_edited = std::ranges::find(edited, found.url->pattern) != edited.end();
    return RouteOwners::Route{side.resources[found.resource.index()]->id, found.url->pattern,
                              is_edited};
  }

  [[nodiscard]] bool is_renamed(Name resource) const {
    return std::ranges::any_of(comparison.renamed.resources.all(), [&](const auto& link) {
      return link.first == resource || link.second == resource;
    });
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
    const MixedSides sides{*comparison.before, *comparison.after, kept, edits};
    const auto some = edits_of_kept(sides);
    if (!some || some->empty() || touches_renamed_groups(kept)) return {};
    if (some->size() == 1) return of_one(EditSet{*some, {}});
    EditUnits units = edit_units(comparison.edits, *some, *comparison.before, *comparison.after);
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
    const Region care = requests_for(reads, *universe);
    const std::vector<CausePart> parts = find_causes(sets, decided, care, universe->diagrams());
    return told(parts, sets, units, std::move(universe), care);
  }

  /// Where the identity is allowed; nothing over a limit, or if that differs within the target.
  std::optional<Region> decide(const Snapshot& snapshot, IdentityIndex identity, Universe& universe,
                               UrlReads& reads) const {
    const Population population = Population::of(snapshot);
    Engine engine(snapshot, population, SideOf::After, universe, comparison.from);
    IdentitySet within;
    const IdentityIndex it = find(snapshot, population, identity);
    within.add(it);
    std::optional<Region> found;
    for (const auto& [resource, action] : asked_in(snapshot)) {
      Region region = Diagrams::never();
      const bool is_there = !resource.is_none() && !action.is_none() &&
                            engine.coverage().has_action(resource, action);
      if (is_there) {
        reads |= url_reads(snapshot, engine.coverage().covering(resource, action));
        const Engine::Access access = engine.access({resource, action}, within);
        if (access.is_limited) return std::nullopt;
        region = access.map.region_of(it);
      }
      if (found && *found != region) return std::nullopt;
      found = region;
    }
    return found;
  }

  /// What the target asks for in a mixture; by URL for each of its routes and methods.
  [[nodiscard]] std::vector<ResourceAction> asked_in(const Snapshot& snapshot) const {
    if (!target.is_by_url())
      return {{snapshot.resource_by_name.find(target.resource.after), target.action.names.after}};
    std::vector<ResourceAction> all;
    for (const RouteOwners& one : routes) {
      const Name owner = one.in(snapshot);
      const ResourceIndex resource =
          owner.is_none() ? ResourceIndex{} : snapshot.resource_by_name.find(owner);
      for (const Name method : target.action.methods) {
        const Name action = resource.is_none()
                                ? Name{}
                                : snapshot.resource_actions[resource.index()]->action_of(method);
        all.push_back({resource, action});
      }
    }
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    return all;
  }

  /// The requests that ask for the target, as far as conditions tell them apart.
  [[nodiscard]] Region requests_for(const UrlReads& reads, Universe& universe) const {
    if (!reads.any()) return universe.care();
    if (!target.is_by_url()) return without_url(universe, reads);
    UrlSpace urls(*comparison.before, *comparison.after, universe);
    Region care = urls.where(comparison.owners(target.resource), reads);
    if (!reads.method) return care;
    Region methods = Diagrams::never();
    for (const Name method : target.action.methods) {
      const std::string text(comparison.after->text(method));
      methods = universe.diagrams().unite(methods, universe.told(kMethod, Told::present(text)));
    }
    return universe.diagrams().intersect(care, methods);
  }

  [[nodiscard]] IdentityIndex find(const Snapshot& snapshot, const Population& population,
                                   IdentityIndex identity) const {
    const Population& all = *comparison.population;
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const Snapshot& of = side == SideOf::Before ? *comparison.before : *comparison.after;
      const ClientIndex client = all.client(identity, side);
      const UserIndex user = all.user(identity, side);
      const ClientIndex client_here =
          client.is_none() ? client
                           : snapshot.client_by_name.find(of.clients[client.index()]->name);
      const UserIndex here =
          user.is_none() ? user : snapshot.user_by_name.find(of.users[user.index()]->id);
      if (!client_here.is_none()) return population.identity(client_here, SideOf::After);
      if (!here.is_none()) return population.identity(here, SideOf::After);
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

bool CauseFinder::set_target(const Target& target) { return state_->set_target(target); }

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
