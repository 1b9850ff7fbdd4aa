#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// A target that both sides have, by its ids.
struct TargetOnSides {
  ResourceAction before;
  ResourceAction after;
};

/// What many targets have in common: on each side the policies that cover most of them. Who is
/// named by no other policy of a target is decided there as where only the common ones cover, and
/// that is compared once. So a rule in front of a long list costs the distinct ways to be named in
/// the list, and for each target only whom its own policies name.
///
/// Worth it where the common policies stand otherwise on the two sides: else `Reach` tells who can
/// be decided otherwise, and these are fewer.
class CommonChanges {
 public:
  /// Looks at some of the targets for what they have in common.
  CommonChanges(Comparison& comparison, const std::vector<TargetOnSides>& targets);

  /// Whether what is common stands alike on both sides: then there is nothing to be gained.
  [[nodiscard]] bool stand_alike() const;
  /// Compares what is common. False: nothing is, or a bound was hit.
  [[nodiscard]] bool prepare();
  /// What changes where only the common policies cover a target. REQUIRES: it is prepared.
  [[nodiscard]] const std::vector<AccessChange>& shared() const { return shared_; }
  /// Whom other policies of a target name, and what changes there for them.
  struct Own {
    IdentitySet named;
    std::vector<AccessChange> changes;
  };
  /// What a target, whose requests are all there are, has beside what is shared. Nothing: it is to
  /// be compared by itself, for it does not have what is common, or a bound was hit. REQUIRES: it
  /// is prepared.
  [[nodiscard]] std::optional<Own> of(const TargetOnSides& target);

 private:
  struct Side {
    Engine& engine;
    std::vector<PolicyIndex> common = {};       ///< ascending
    std::vector<IdentitySet> named = {};        ///< by each of them
    std::vector<std::size_t> gate_makers = {};  ///< places of those that make a set a gate
    std::vector<std::size_t> naming_many = {};  ///< places of those that name many
    /// By identity: the places of the others that name it, from `first_naming[i]` on.
    std::vector<std::uint32_t> naming = {}, first_naming = {};
    std::set<SetIndex> gates = {};  ///< sets that the common ones make a gate
  };
  /// The policies that cover a target.
  struct Covering {
    std::vector<PolicyIndex> all;
    std::vector<PolicyIndex> own;  ///< those that are not common
  };
  using Regions = std::pair<Region, Region>;

  void find_common(const std::vector<TargetOnSides>& targets, Side& side);
  static void find_gates(Side& side);
  void find_naming(Side& side) const;
  /// The common policies that name one of them or make a set a gate: ascending.
  [[nodiscard]] static std::vector<PolicyIndex> common_concerning(const Side& side,
                                                                  const IdentitySet& named);
  /// Whether a policy that names nobody decides nothing: it makes no set a gate that is none.
  [[nodiscard]] static bool is_neutral(const Side& side, PolicyIndex policy);
  [[nodiscard]] static const ResourceAction& asked_on(const Side& side,
                                                      const TargetOnSides& target);
  [[nodiscard]] std::optional<Covering> covering(const Side& side,
                                                 const TargetOnSides& target) const;
  [[nodiscard]] static bool add_named(const Side& side, const Covering& covering,
                                      ResourceIndex resource, IdentitySet& named);
  [[nodiscard]] static std::vector<PolicyIndex> concerning(const Side& side,
                                                           const Covering& covering,
                                                           const IdentitySet& named);
  [[nodiscard]] std::optional<std::vector<RegionPair>> compare(const TargetOnSides& target,
                                                               const Covering& before,
                                                               const Covering& after,
                                                               const IdentitySet& within);
  /// False: a bound was hit.
  [[nodiscard]] bool add(const std::vector<RegionPair>& pairs, std::vector<AccessChange>& changes);
  /// The changes that differ so, of nobody.
  [[nodiscard]] const std::vector<AccessChange>& ways_of(const Regions& regions);

  Comparison& comparison_;
  Side before_;
  Side after_;
  std::optional<TargetOnSides> first_;  ///< nothing: too few targets
  std::vector<AccessChange> shared_;
  std::map<Regions, std::vector<AccessChange>> ways_;
};

}  // namespace accessdrift
