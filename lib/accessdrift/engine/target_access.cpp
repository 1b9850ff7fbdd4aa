#include "accessdrift/engine/target_access.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace accessdrift {
namespace {

/// Identities, where everything is unconditional.
struct IdentityAlgebra {
  using Set = IdentitySet;
  const IdentitySet& within;

  [[nodiscard]] static Set nothing() { return {}; }
  [[nodiscard]] Set everything() const { return within; }
  [[nodiscard]] Set unite(Set a, const Set& b) { return std::move(a |= b); }
  [[nodiscard]] Set intersect(Set a, const Set& b) { return std::move(a &= b); }
  [[nodiscard]] Set subtract(Set a, const Set& b) { return std::move(a -= b); }
};

/// Regions of one identity.
struct RegionAlgebra {
  using Set = Region;
  Universe& universe;
  Region all;

  [[nodiscard]] static Set nothing() { return Diagrams::never(); }
  [[nodiscard]] Set everything() const { return all; }
  [[nodiscard]] Set unite(Set a, Set b) { return universe.diagrams().unite(a, b); }
  [[nodiscard]] Set intersect(Set a, Set b) { return universe.diagrams().intersect(a, b); }
  [[nodiscard]] Set subtract(Set a, Set b) { return universe.diagrams().subtract(a, b); }
};

/// The combination of one target.
class TargetCombination {
 public:
  TargetCombination(Universe& universe, const TargetPolicies& policies, Region all)
      : universe_(universe),
        tree_(policies.tree),
        maps_(policies.maps),
        all_(all),
        steps_(tree_, policies.snapshot) {
    is_allow_.reserve(tree_.nodes.size());
    for (const PolicyTree::Node& node : tree_.nodes) {
      is_allow_.push_back(!node.policy.is_none() &&
                          policies.snapshot.policies[node.policy.index()]->effect == Effect::Allow);
    }
  }

  /// Those whom some policy names for a part of the requests or of the time only.
  [[nodiscard]] IdentitySet named_conditionally(const IdentitySet& within) const {
    IdentitySet others = within;
    const auto leave_out = [&](const IdentitySet& named) {
      if (named.intersects(others)) others -= named;
    };
    for (const auto& map : maps_) {
      if (others.is_empty()) break;
      if (map == nullptr) continue;
      for (const AccessMap::Part& part : map->map.parts)
        if (part.region != all_) leave_out(part.identities);
      for (const Members::Ending& ending : map->endings) leave_out(ending.identities);
    }
    return within - others;
  }

  /// Those of `unconditional` who have access.
  [[nodiscard]] IdentitySet combine_sets(const IdentitySet& unconditional) {
    if (steps_.steps().empty()) return {};
    IdentityAlgebra algebra{unconditional};
    std::vector<Outcomes<IdentitySet>> done;
    done.reserve(steps_.steps().size());
    const auto leaf = [&](std::uint32_t node) {
      IdentitySet all;
      for (const AccessMap::Part& part : maps_[node]->map.parts)
        all |= part.identities & unconditional;
      return is_allow_[node] ? Outcomes<IdentitySet>{std::move(all), {}}
                             : Outcomes<IdentitySet>{{}, std::move(all)};
    };
    // Each is taken up once.
    const auto before = [&](std::uint32_t step) { return std::move(done[step]); };
    for (const CombiningSteps::Step& step : steps_.steps())
      done.push_back(taken(step, algebra, before, leaf));
    return std::move(done.back().allowed);
  }

  /// Tells apart what the maps say of some.
  void find_said(const IdentitySet& conditional, DistinctSets& distinct) {
    const auto add = [&](const IdentitySet& identities, const Said& said) {
      if (!identities.intersects(conditional)) return;
      const std::uint32_t set = distinct.number_of(identities);
      if (set >= said_.size()) said_.resize(set + 1);
      said_[set].push_back(said);
    };
    for (std::uint32_t node = 0; node < maps_.size(); ++node) {
      if (maps_[node] == nullptr) continue;
      for (const AccessMap::Part& part : maps_[node]->map.parts)
        add(part.identities, {node, part.region, kEndOfTime});
      for (const Members::Ending& ending : maps_[node]->endings)
        add(ending.identities, {node, {}, ending.end});
    }
  }

  /// From now on those are asked about who are in these sets, all of which many are in. Takes only
  /// the steps behind a policy that says something else than of the last ones.
  void look_at(const std::vector<std::uint32_t>& common) {
    std::vector<LeafValue> values(tree_.nodes.size());
    for (const std::uint32_t set : common)
      for (const Said& said : said_of(set)) apply(said, values[said.node]);
    RegionAlgebra algebra{universe_, all_};
    const auto leaf = [&](std::uint32_t node) { return outcomes(node, values[node]); };
    const auto before = [&](std::uint32_t step) { return common_[step]; };
    const auto take = [&](std::uint32_t step) {
      common_[step] = taken(steps_.steps()[step], algebra, before, leaf);
    };
    if (common_.empty()) {
      common_.resize(steps_.steps().size());
      own_.resize(steps_.steps().size());
      is_own_.assign(steps_.steps().size(), 0);
      for (std::uint32_t step = 0; step < common_.size(); ++step) take(step);
    } else {
      std::vector<std::uint32_t> leaves;
      for (std::uint32_t node = 0; node < maps_.size(); ++node)
        if (values[node] != common_values_[node]) leaves.push_back(node);
      for (const std::uint32_t step : steps_.behind(leaves)) take(step);
    }
    common_values_ = std::move(values);
  }

  /// The access of those who are in these other sets, too.
  [[nodiscard]] Region region_of(const std::vector<std::uint32_t>& own) {
    if (common_.empty()) return Diagrams::never();
    return own.empty() ? common_.back().allowed : combine_own(own);
  }

 private:
  /// What a policy's map says of a set of identities: a region, or until when.
  struct Said {
    std::uint32_t node = 0;
    Region region;
    Instant end = kEndOfTime;  ///< of an ending: it has no region
  };
  struct LeafValue {
    Region region = Diagrams::never();
    Instant end = kEndOfTime;
    friend bool operator==(const LeafValue&, const LeafValue&) = default;
  };

  [[nodiscard]] std::span<const Said> said_of(std::uint32_t set) const {
    return set < said_.size() ? std::span<const Said>(said_[set]) : std::span<const Said>();
  }

  static void apply(const Said& said, LeafValue& value) {
    if (said.region.is_none()) {
      value.end = said.end;
    } else {
      value.region = said.region;
    }
  }

  [[nodiscard]] Region region_of(const LeafValue& value) {
    if (value.end >= kEndOfTime) return value.region;
    return universe_.diagrams().intersect(value.region, universe_.before(value.end));
  }

  [[nodiscard]] Outcomes<Region> outcomes(std::uint32_t node, const LeafValue& value) {
    const Region region = region_of(value);
    return is_allow_[node] ? Outcomes<Region>{region, Diagrams::never()}
                           : Outcomes<Region>{Diagrams::never(), region};
  }

  /// Only what is behind a policy that names one of the sets is not what all have in common, and
  /// only in the requests to which such a policy applies.
  Region combine_own(const std::vector<std::uint32_t>& sets) {
    std::map<std::uint32_t, LeafValue> values;
    for (const std::uint32_t set : sets) {
      for (const Said& said : said_of(set))
        apply(said, values.try_emplace(said.node, common_values_[said.node]).first->second);
    }
    std::vector<std::uint32_t> leaves;
    leaves.reserve(values.size());
    Region within = Diagrams::never();
    for (const auto& [node, value] : values) {
      leaves.push_back(node);
      for (const LeafValue& one : {value, common_values_[node]})
        within = universe_.diagrams().unite(within, region_of(one));
    }
    ++class_;
    RegionAlgebra algebra{universe_, within};
    const auto leaf = [&](std::uint32_t node) { return outcomes(node, values.at(node)); };
    const auto before = [&](std::uint32_t step) {
      return is_own_[step] == class_ ? own_[step] : cut(common_[step], within);
    };
    for (const std::uint32_t step : steps_.behind(leaves)) {
      own_[step] = taken(steps_.steps()[step], algebra, before, leaf);
      is_own_[step] = class_;
    }
    const auto last = static_cast<std::uint32_t>(own_.size() - 1);
    return universe_.diagrams().unite(universe_.diagrams().subtract(common_[last].allowed, within),
                                      before(last).allowed);
  }

  [[nodiscard]] Outcomes<Region> cut(const Outcomes<Region>& all, Region within) {
    if (within == all_) return all;
    return {universe_.diagrams().intersect(all.allowed, within),
            universe_.diagrams().intersect(all.denied, within)};
  }

  Universe& universe_;
  const PolicyTree& tree_;
  const PolicyMapPointers& maps_;
  Region all_;
  CombiningSteps steps_;
  std::vector<bool> is_allow_;           ///< by node
  std::vector<std::vector<Said>> said_;  ///< by number of the set
  std::vector<LeafValue> common_values_;
  std::vector<Outcomes<Region>> common_, own_;  ///< by step
  std::vector<std::uint32_t> is_own_;           ///< by step: the last class for which it was taken
  std::uint32_t class_ = 0;
};

}  // namespace

AccessMap TargetAccess::evaluate(const TargetPolicies& policies, const IdentitySet& within,
                                 Region all) {
  if (policies.tree.nodes.empty() || within.is_empty()) return {};
  TargetCombination combination(universe_, policies, all);
  const IdentitySet conditional = combination.named_conditionally(within);
  const IdentitySet unconditional = within - conditional;
  std::vector<AccessMap::Part> parts;
  if (!unconditional.is_empty()) parts.push_back({combination.combine_sets(unconditional), all});
  DistinctSets distinct;
  combination.find_said(conditional, distinct);
  IdentityClasses split = splitting_.split(conditional, distinct.sets());
  std::optional<std::uint32_t> common;
  for (IdentityClass& one : split.classes) {
    if (common != one.common) combination.look_at(split.commons[one.common]);
    common = one.common;
    const Region region = combination.region_of(one.own);
    parts.push_back({std::move(one.identities), region});
  }
  return canonical(std::move(parts));
}

std::vector<RegionPair> TargetAccess::compare(const TargetPolicies& before,
                                              const TargetPolicies& after,
                                              const IdentitySet& within, Region all) {
  TargetCombination was(universe_, before, all);
  TargetCombination is(universe_, after, all);
  std::map<std::pair<Region, Region>, IdentitySet> by_regions;
  const IdentitySet conditional = was.named_conditionally(within) | is.named_conditionally(within);
  if (const IdentitySet unconditional = within - conditional; !unconditional.is_empty()) {
    const IdentitySet allowed_before = was.combine_sets(unconditional);
    const IdentitySet allowed_after = is.combine_sets(unconditional);
    by_regions[{all, Diagrams::never()}] = allowed_before - allowed_after;
    by_regions[{Diagrams::never(), all}] = allowed_after - allowed_before;
  }
  DistinctSets distinct;
  was.find_said(conditional, distinct);
  is.find_said(conditional, distinct);
  const IdentityClasses split = splitting_.split(conditional, distinct.sets());
  std::optional<std::uint32_t> common;
  for (const IdentityClass& one : split.classes) {
    if (common != one.common) {
      was.look_at(split.commons[one.common]);
      is.look_at(split.commons[one.common]);
    }
    common = one.common;
    const Region region_before = was.region_of(one.own);
    const Region region_after = is.region_of(one.own);
    if (region_before != region_after) by_regions[{region_before, region_after}] |= one.identities;
  }
  std::vector<RegionPair> found;
  for (auto& [regions, identities] : by_regions) {
    if (!identities.is_empty())
      found.push_back({std::move(identities), regions.first, regions.second});
  }
  std::ranges::sort(found, {}, [](const RegionPair& pair) { return pair.identities.smallest(); });
  return found;
}

}  // namespace accessdrift
