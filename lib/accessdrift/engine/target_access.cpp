#include "accessdrift/engine/target_access.h"

#include "accessdrift/engine/combine.h"

namespace accessdrift {
namespace {

/// Identities, where everything is unconditional.
struct IdentityAlgebra {
  using Set = IdentitySet;
  const IdentitySet& within;

  [[nodiscard]] static Set nothing() { return {}; }
  [[nodiscard]] Set everything() const { return within; }
  [[nodiscard]] static Set unite(Set a, const Set& b) { return std::move(a |= b); }
  [[nodiscard]] static Set intersect(Set a, const Set& b) { return std::move(a &= b); }
  [[nodiscard]] static Set subtract(Set a, const Set& b) { return std::move(a -= b); }
};

/// Regions of one identity.
struct RegionAlgebra {
  using Set = Region;
  Universe& universe;

  [[nodiscard]] static Set nothing() { return Diagrams::never(); }
  [[nodiscard]] Set everything() const { return universe.care(); }
  [[nodiscard]] Set unite(Set a, Set b) { return universe.diagrams().unite(a, b); }
  [[nodiscard]] Set intersect(Set a, Set b) { return universe.diagrams().intersect(a, b); }
  [[nodiscard]] Set subtract(Set a, Set b) { return universe.diagrams().subtract(a, b); }
};

/// Combines the tree bottom up; `leaf(node)` is where the policy at a leaf takes effect.
template <typename Algebra, typename Leaf>
typename Algebra::Set allowed(const PolicyTree& tree, const Snapshot& snapshot, Algebra& algebra,
                              Leaf&& leaf) {
  using Set = typename Algebra::Set;
  Combining<Algebra> combining(algebra);
  std::vector<Child<Set>> done(tree.nodes.size());
  for (std::size_t n = 0; n < tree.nodes.size(); ++n) {
    const PolicyTree::Node& node = tree.nodes[n];
    done[n].is_gate = node.is_gate;
    if (!node.policy.is_none()) {
      const bool allows = snapshot.policies[node.policy.index()]->effect == Effect::Allow;
      Set where = leaf(static_cast<std::uint32_t>(n));
      done[n].outcomes = allows ? Outcomes<Set>{std::move(where), algebra.nothing()}
                                : Outcomes<Set>{algebra.nothing(), std::move(where)};
      continue;
    }
    std::vector<Child<Set>> children;
    children.reserve(node.children.size());
    for (const std::uint32_t child : node.children) children.push_back(std::move(done[child]));
    done[n].outcomes = combining.combine(node.combine, children);
  }
  return std::move(done.back().outcomes.allowed);
}

/// Those of `within` whom some policy names for a part of the requests or of the time only.
IdentitySet named_conditionally(const PolicyMapPointers& maps, const IdentitySet& within,
                                Region always) {
  IdentitySet conditional;
  for (const auto& map : maps) {
    if (map == nullptr) continue;
    for (const AccessMap::Part& part : map->map.parts) {
      if (part.region != always) conditional |= part.identities & within;
    }
    for (const Members::Ending& ending : map->endings) conditional |= ending.identities & within;
  }
  return conditional;
}

}  // namespace

AccessMap TargetAccess::evaluate(const PolicyTree& tree, const PolicyMapPointers& maps,
                                 const Snapshot& snapshot, const IdentitySet& within) {
  if (tree.nodes.empty() || within.is_empty()) return {};
  const IdentitySet conditional = named_conditionally(maps, within, universe_.care());
  const IdentitySet unconditional = within - conditional;
  IdentityAlgebra identities{unconditional};
  const auto whole_leaf = [&](std::uint32_t node) {
    IdentitySet all;
    for (const AccessMap::Part& part : maps[node]->map.parts)
      all |= part.identities & unconditional;
    return all;
  };
  std::vector<AccessMap::Part> parts;
  parts.push_back({allowed(tree, snapshot, identities, whole_leaf), universe_.care()});
  if (conditional.is_empty()) return canonical(std::move(parts));

  const std::vector<std::vector<std::uint32_t>> members = split(maps, conditional);
  for (std::uint32_t signature = 0; signature < members.size(); ++signature) {
    if (members[signature].empty()) continue;
    parts.push_back(
        {IdentitySet::of(members[signature]), combine_signature(signature, tree, snapshot)});
  }
  return canonical(std::move(parts));
}

std::vector<std::vector<std::uint32_t>> TargetAccess::split(const PolicyMapPointers& maps,
                                                            const IdentitySet& conditional) {
  signatures_.assign(1, {});
  next_.clear();
  parts_seen_ = 0;
  for (std::uint32_t node = 0; node < maps.size(); ++node) {
    if (maps[node] == nullptr) continue;
    for (const AccessMap::Part& part : maps[node]->map.parts)
      refine(part.identities & conditional, {0, node, part.region, kEndOfTime});
    for (const Members::Ending& ending : maps[node]->endings)
      refine(ending.identities & conditional, {0, node, {}, ending.end});
  }
  std::vector<std::vector<std::uint32_t>> members(signatures_.size());
  for (const std::uint32_t identity : conditional.numbers()) {
    members[signature_of_[identity]].push_back(identity);
    signature_of_[identity] = 0;
  }
  return members;
}

void TargetAccess::refine(const IdentitySet& identities, const Signature& refined) {
  const std::uint64_t part_number = parts_seen_++;
  for (const std::uint32_t identity : identities.numbers()) {
    std::uint32_t& signature = signature_of_[identity];
    const auto [at, is_new] = next_.try_emplace((part_number << 32U) | signature,
                                                static_cast<std::uint32_t>(signatures_.size()));
    if (is_new) {
      signatures_.push_back(refined);
      signatures_.back().parent = signature;
    }
    signature = at->second;
  }
}

Region TargetAccess::combine_signature(std::uint32_t signature, const PolicyTree& tree,
                                       const Snapshot& snapshot) {
  std::vector<Region> regions(tree.nodes.size(), Diagrams::never());
  std::vector<Instant> ends(tree.nodes.size(), kEndOfTime);
  for (; signature != 0; signature = signatures_[signature].parent) {
    const Signature& one = signatures_[signature];
    if (one.region.is_none()) {
      ends[one.node] = one.end;
    } else {
      regions[one.node] = one.region;
    }
  }
  RegionAlgebra algebra{universe_};
  return allowed(tree, snapshot, algebra, [&](std::uint32_t node) {
    if (ends[node] >= kEndOfTime) return regions[node];
    return universe_.diagrams().intersect(regions[node], universe_.before(ends[node]));
  });
}

}  // namespace accessdrift
