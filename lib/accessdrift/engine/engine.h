#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "accessdrift/engine/coverage.h"
#include "accessdrift/engine/narrowed_maps.h"
#include "accessdrift/engine/target_access.h"

namespace accessdrift {

/// What is asked of one resource.
struct ResourceAction {
  ResourceIndex resource;
  Name action;
  friend auto operator<=>(const ResourceAction&, const ResourceAction&) = default;
};

/// The request attributes of all conditions of the given snapshots (one, or before and after), cut
/// into cells that none of their tests can tell apart; of requests made at `from` or later. With
/// what is not known of who asks: `group:ID` of the open groups, by printed ids, and `user.NAME`.
[[nodiscard]] Universe make_universe(const std::vector<const Snapshot*>& snapshots, Instant from,
                                     std::size_t node_limit = std::size_t{1} << 18U);

/// The compiled form of one snapshot over a population and a universe that it may share with
/// another side (DESIGN §5). What is asked for is compiled then, once; identities are never
/// enumerated against resources. Not thread-safe.
class Engine {
 public:
  /// `from` is that of the universe.
  Engine(const Snapshot& snapshot, const Population& population, SideOf side, Universe& universe,
         Instant from);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
  [[nodiscard]] const Population& population() const { return population_; }
  [[nodiscard]] Universe& universe() const { return universe_; }
  [[nodiscard]] SideOf side() const { return side_; }
  [[nodiscard]] const Coverage& coverage() const { return coverage_; }
  [[nodiscard]] GroupClosure& groups() { return groups_; }
  /// Whether somebody is a member of the group in some world who is not in every one.
  [[nodiscard]] bool may_have_members(GroupIndex group);
  [[nodiscard]] AttributeColumns& columns() { return columns_; }
  [[nodiscard]] PolicyMaps& policy_maps() { return policy_maps_; }
  /// Who can sign in on this side, and until when.
  [[nodiscard]] const Members& sign_ins() const { return active_; }
  /// Who can sign in on this side, at first.
  [[nodiscard]] const IdentitySet& active() const { return active_.all; }
  [[nodiscard]] const IdentitySet& everybody() const { return everybody_; }

  /// Access to a target. `is_limited`: a bound was hit (cells of an attribute, nodes of the
  /// diagrams) and the map means nothing.
  struct Access {
    AccessMap map;
    bool is_limited = false;
  };
  /// As if the policies of `left_out` were not there. REQUIRES: the resource has the action.
  [[nodiscard]] Access access(const ResourceAction& target, const IdentitySet& within,
                              std::span<const PolicyIndex> left_out = {});
  [[nodiscard]] Access access(const ResourceAction& target) { return access(target, everybody_); }
  /// As if of the policies over a resource only these covered it. REQUIRES: ascending.
  [[nodiscard]] Access access(ResourceIndex resource, const std::vector<PolicyIndex>& covering,
                              const IdentitySet& within);
  /// A resource, and the policies over it that are asked about: ascending.
  struct Covered {
    ResourceIndex resource;
    std::vector<PolicyIndex> policies;
  };
  /// What `differences` tells of the access on this side and on the one after. Nothing: one of them
  /// is limited. REQUIRES: both have one population and one universe.
  [[nodiscard]] std::optional<std::vector<RegionPair>> compare(const Covered& here, Engine& after,
                                                               const Covered& there,
                                                               const IdentitySet& within);
  /// Access as of `access`, of some requests only. Nothing where most policies take effect there,
  /// so that it is hardly cheaper. Many targets are best asked about the same identities and
  /// requests in turn.
  [[nodiscard]] std::optional<Access> access_to_some(ResourceIndex resource,
                                                     const std::vector<PolicyIndex>& covering,
                                                     const IdentitySet& within, Region requests);

 private:
  /// Policies over a resource, and their maps there.
  struct Placed {
    PolicyTree tree;
    PolicyMapPointers maps;
    bool is_limited = false;
  };
  [[nodiscard]] Placed placed(ResourceIndex resource, const std::vector<PolicyIndex>& covering);
  [[nodiscard]] TargetPolicies policies(const Placed& placed) const {
    return {placed.tree, placed.maps, snapshot_};
  }
  [[nodiscard]] bool may_end(const IdentitySet& within) const;
  /// Whose sign-in ends has from then on what `anonymous` has.
  [[nodiscard]] AccessMap with_sign_ins_ended(const AccessMap& map, const IdentitySet& within);

  const Snapshot& snapshot_;
  const Population& population_;
  SideOf side_;
  Universe& universe_;
  IdentitySet everybody_;
  Members active_;
  AttributeColumns columns_;
  GroupClosure groups_;
  PossibleMembers possible_members_;
  PolicyMaps policy_maps_;
  NarrowedMaps narrowed_maps_;
  Coverage coverage_;
  TargetAccess target_access_;
};

}  // namespace accessdrift
