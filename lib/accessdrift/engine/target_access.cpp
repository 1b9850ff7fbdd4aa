#include "accessdrift/engine/target_access.h"

#include "accessdrift/engine/combine.h"

namespace accessdrift {
namespace {

/// By sets; else one by one.
constexpr std::size_t kMostClasses = 64;

/// Identities, where everything is unconditional.
struct IdentityAlgebra {
  using Set = IdentitySet;
  const IdentitySet& within;

  [[nodiscard]] static Set nothing() { return {}; }
  [[nodiscard]] static bool is_nothing(const Outcomes<Set>& one) {
    return one.allowed.is_empty() && one.denied.is_empty();
  }
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
  [[nodiscard]] static bool is_nothing(const Outcomes<Set>& one) {
    return one.allowed == nothing() && one.denied == nothing();
  }
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
    for (const std::uint32_t child : node.children) {
      if (done[child].is_gate || !algebra.is_nothing(done[child].outcomes))
        children.push_back(std::move(done[child]));
    }
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

  for (Class& one : split(maps, conditional)) {
    const Region region = combine_signature(one.signature, tree, snapshot);
    parts.push_back({std::move(one.identities), region});
  }
  return canonical(std::move(parts));
}

std::vector<TargetAccess::NamedPart> TargetAccess::parts_of(const PolicyMapPointers& maps,
                                                            const IdentitySet& conditional) {
  std::vector<NamedPart> parts;
  const auto add = [&](const IdentitySet& identities, const Signature& refined) {
    IdentitySet inside = identities & conditional;
    if (!inside.is_empty())
      parts.push_back({std::move(inside), refined, static_cast<std::uint32_t>(parts.size())});
  };
  for (std::uint32_t node = 0; node < maps.size(); ++node) {
    if (maps[node] == nullptr) continue;
    for (const AccessMap::Part& part : maps[node]->map.parts)
      add(part.identities, {0, node, part.region, kEndOfTime});
    for (const Members::Ending& ending : maps[node]->endings)
      add(ending.identities, {0, node, {}, ending.end});
  }
  return parts;
}

std::vector<TargetAccess::Class> TargetAccess::split(const PolicyMapPointers& maps,
                                                     const IdentitySet& conditional) {
  signatures_.assign(1, {});
  next_.clear();
  const std::vector<NamedPart> parts = parts_of(maps, conditional);
  std::vector<const NamedPart*> large;
  IdentitySet alone;  // whom a small part names
  for (const NamedPart& part : parts) {
    if (part.identities.size() > kManyIdentities) {
      large.push_back(&part);
    } else {
      alone |= part.identities;
    }
  }
  std::vector<Class> classes;
  if (auto by_sets = split_by_sets(conditional - alone, large)) {
    classes = *std::move(by_sets);
  } else {
    alone = conditional;
  }
  split_one_by_one(alone, parts, classes);
  return classes;
}

std::optional<std::vector<TargetAccess::Class>> TargetAccess::split_by_sets(
    IdentitySet identities, const std::vector<const NamedPart*>& parts) {
  std::vector<Class> classes;
  if (!identities.is_empty()) classes.push_back({std::move(identities), 0});
  for (const NamedPart* const part : parts) {
    const std::size_t known = classes.size();
    for (std::size_t c = 0; c < known; ++c) {
      IdentitySet inside = classes[c].identities & part->identities;
      if (inside.is_empty()) continue;
      const std::uint32_t signature = refined(classes[c].signature, *part);
      classes[c].identities -= inside;
      if (classes[c].identities.is_empty()) {
        classes[c] = {std::move(inside), signature};
      } else {
        classes.push_back({std::move(inside), signature});
      }
    }
    if (classes.size() > kMostClasses) return std::nullopt;
  }
  return classes;
}

void TargetAccess::split_one_by_one(const IdentitySet& identities,
                                    const std::vector<NamedPart>& parts,
                                    std::vector<Class>& classes) {
  if (identities.is_empty()) return;
  for (const NamedPart& part : parts) {
    for (const std::uint32_t identity : (part.identities & identities).numbers())
      signature_of_[identity] = refined(signature_of_[identity], part);
  }
  std::vector<std::vector<std::uint32_t>> members(signatures_.size());
  for (const std::uint32_t identity : identities.numbers()) {
    members[signature_of_[identity]].push_back(identity);
    signature_of_[identity] = 0;
  }
  for (std::uint32_t signature = 0; signature < members.size(); ++signature) {
    if (!members[signature].empty())
      classes.push_back({IdentitySet::of(members[signature]), signature});
  }
}

std::uint32_t TargetAccess::refined(std::uint32_t signature, const NamedPart& part) {
  const auto [at, is_new] = next_.try_emplace((std::uint64_t{part.number} << 32U) | signature,
                                              static_cast<std::uint32_t>(signatures_.size()));
  if (is_new) {
    signatures_.push_back(part.refined);
    signatures_.back().parent = signature;
  }
  return at->second;
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
