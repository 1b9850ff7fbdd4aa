#include "accessdrift/cause/decided_mixtures.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "accessdrift/engine/url_reads.h"
#include "accessdrift/engine/url_space.h"
#include "accessdrift/model/unlisted.h"

namespace accessdrift {
namespace {

/// One identity, asked about on one target.
class Decider {
 public:
  Decider(const Comparison& comparison, const AskedOfMixtures& asked, const Asker& who)
      : comparison_(comparison), asked_(asked), goes_by_(who.goes_by) {
    const Population& population = *comparison.population;
    is_representative_ = population.is(Unlisted::Kind::Representative, who.identity);
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const ClientIndex client = population.client(who.identity, side);
      const Snapshot& of = side == SideOf::Before ? *comparison.before : *comparison.after;
      if (!client.is_none()) client_ = of.clients[client.index()]->name;
    }
  }

  /// Where its group is not open an open directory still knows the representative.
  void add_representative(Snapshot& mixture) const {
    const Name id = goes_by_.after;
    if (!is_representative_ || mixture.is_closed || !mixture.user_by_name.find(id).is_none())
      return;
    add_unlisted(mixture, {Unlisted::Kind::Representative, {}, {}}, std::string(mixture.text(id)),
                 {mixture.files.front().get(), {}});
  }

  /// By kind of URL, of which a target by id has one. Nothing over a limit, or if methods differ.
  std::optional<std::vector<Region>> decide(const Snapshot& mixture,
                                            const std::vector<bool>& applied, Universe& universe,
                                            UrlReads& reads) const {
    const Population population = Population::of(mixture);
    Engine engine(mixture, population, SideOf::After, universe, comparison_.from);
    const IdentityIndex it = find(mixture, population, applied);
    std::map<ResourceAction, std::optional<Region>> known;
    std::vector<Region> regions;
    for (const std::vector<ResourceAction>& kind : asked_in(mixture)) {
      std::optional<Region> found;
      for (const ResourceAction& one : kind) {
        const auto [at, is_new] = known.try_emplace(one);
        if (is_new) at->second = allowed(one, engine, it, reads);
        if (!at->second || (found && found != at->second)) return std::nullopt;
        found = at->second;
      }
      regions.push_back(found.value_or(Diagrams::never()));
    }
    return regions;
  }

  /// The requests that ask for the target, as far as conditions tell them apart.
  [[nodiscard]] Region requests_for(const UrlReads& reads, Universe& universe) const {
    const Target& target = asked_.target;
    if (!reads.any()) return universe.care();
    if (!target.is_by_url()) return without_url(universe, reads);
    UrlSpace urls(*comparison_.before, *comparison_.after, universe);
    Region care = urls.where(comparison_.owners(target.resource), reads);
    if (!reads.method) return care;
    Region methods = Diagrams::never();
    for (const Name method : target.action.methods) {
      const std::string text(comparison_.after->text(method));
      methods = universe.diagrams().unite(methods, universe.told(kMethod, Told::present(text)));
    }
    return universe.diagrams().intersect(care, methods);
  }

 private:
  /// Nothing over a limit.
  static std::optional<Region> allowed(const ResourceAction& one, Engine& engine, IdentityIndex it,
                                       UrlReads& reads) {
    const bool is_there = !one.resource.is_none() && !one.action.is_none() &&
                          engine.coverage().has_action(one.resource, one.action);
    if (!is_there) return Diagrams::never();
    reads |= url_reads(engine.snapshot(), engine.coverage().covering(one.resource, one.action));
    IdentitySet within;
    within.add(it);
    const Engine::Access access = engine.access(one, within);
    return access.is_limited ? std::nullopt : std::optional(access.map.region_of(it));
  }

  /// What the target asks for in a mixture; by URL for each kind of them what its methods mean.
  [[nodiscard]] std::vector<std::vector<ResourceAction>> asked_in(const Snapshot& mixture) const {
    const AskedAction& action = asked_.target.action;
    if (!asked_.urls) return {{{by_id(mixture), action.names.after}}};
    std::vector<std::vector<ResourceAction>> all;
    for (const UrlKind& kind : asked_.urls->kinds) {
      const ResourceIndex owner = owner_in(mixture, kind.example);
      all.emplace_back();
      for (const Name method : action.methods) {
        all.back().push_back(
            {owner, owner.is_none() ? Name{}
                                    : mixture.resource_actions[owner.index()]->action_of(method)});
      }
    }
    return all;
  }

  [[nodiscard]] ResourceIndex by_id(const Snapshot& mixture) const {
    for (const Name id : asked_.ids) {
      const ResourceIndex resource = mixture.resource_by_name.find(id);
      if (!resource.is_none()) return resource;
    }
    return {};
  }

  [[nodiscard]] IdentityIndex find(const Snapshot& mixture, const Population& population,
                                   const std::vector<bool>& applied) const {
    if (!client_.is_none()) {
      const ClientIndex client = mixture.client_by_name.find(client_);
      return client.is_none() ? population.signed_out()
                              : population.identity(client, SideOf::After);
    }
    if (goes_by_.before.is_none() && goes_by_.after.is_none()) return kAnonymousIdentity;
    Name id = goes_by_.in(applied);
    const bool is_missing = id.is_none();
    if (is_missing) id = goes_by_.before.is_none() ? goes_by_.after : goes_by_.before;
    const UserIndex user = mixture.user_by_name.find(id);
    // Who is missing is in an open directory under its id, unless somebody else has it.
    const bool is_it = !user.is_none() && mixture.users[user.index()]->id == id &&
                       (!is_missing || mixture.unlisted_user(user) != nullptr);
    return is_it ? population.identity(user, SideOf::After) : population.signed_out();
  }

  const Comparison& comparison_;
  const AskedOfMixtures& asked_;
  const GoesBy& goes_by_;
  bool is_representative_ = false;
  Name client_;
};

/// By kind of URL, from what each mixture decides about each.
std::vector<DecidedMixtures::Part> parts_of(const std::vector<std::vector<Region>>& by_mixture,
                                            const std::optional<TargetUrls>& urls) {
  std::map<std::vector<Region>, std::vector<UrlKind>> kinds;
  for (std::size_t kind = 0; kind < by_mixture.front().size(); ++kind) {
    std::vector<Region> allowed;
    allowed.reserve(by_mixture.size());
    for (const std::vector<Region>& regions : by_mixture) allowed.push_back(regions[kind]);
    std::vector<UrlKind>& alike = kinds[std::move(allowed)];
    if (urls) alike.push_back(urls->kinds[kind]);
  }
  std::vector<DecidedMixtures::Part> parts;
  parts.reserve(kinds.size());
  for (const auto& [allowed, at] : kinds)
    parts.push_back({allowed, kinds.size() == 1 ? std::vector<UrlKind>() : at});
  std::ranges::sort(parts, {}, &DecidedMixtures::Part::at);
  return parts;
}

}  // namespace

std::optional<DecidedMixtures> decide_mixtures(const Comparison& comparison,
                                               const MixedSides& sides,
                                               const AskedOfMixtures& asked, const Asker& who,
                                               const std::vector<std::vector<bool>>& applied) {
  const Decider decider(comparison, asked, who);
  std::vector<std::unique_ptr<Snapshot>> mixtures;
  std::vector<const Snapshot*> snapshots;
  for (const std::vector<bool>& edits : applied) {
    mixtures.push_back(std::make_unique<Snapshot>(mixed(sides, edits)));
    decider.add_representative(*mixtures.back());
    snapshots.push_back(mixtures.back().get());
  }
  DecidedMixtures made;
  made.universe = std::make_shared<Universe>(make_universe(snapshots, comparison.from));
  made.universe->diagrams().start_target();
  UrlReads reads;
  std::vector<std::vector<Region>> by_mixture;
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    auto regions = decider.decide(*snapshots[i], applied[i], *made.universe, reads);
    if (!regions) return std::nullopt;
    by_mixture.push_back(*std::move(regions));
  }
  made.parts = parts_of(by_mixture, asked.urls);
  if (made.parts.size() > 1 && (reads.path || reads.host)) return std::nullopt;
  made.care = decider.requests_for(reads, *made.universe);
  return made;
}

}  // namespace accessdrift
