#pragma once

#include <set>
#include <string>
#include <vector>

#include "accessdrift/drift/stop.h"
#include "accessdrift/drift/witness.h"

namespace accessdrift {

/// Of one identity on one resource, for the request of an example.
struct PairPath {
  IdentityIndex identity;
  SideNames resource;
  SidePath before, after;
};

/// Asks the interpreter how examples are decided, and holds each step against the other side.
/// The comparison and the check outlive it.
class Paths {
 public:
  Paths(const Comparison& comparison, const WitnessCheck& check);

  /// Of the example, then of the finding's other identities on its resource, and of its identity on
  /// the other resources: those whom the same request serves. There are at most `kOtherPairs` of
  /// them in all that is asked for; the example always has one.
  [[nodiscard]] std::vector<PairPath> of(const Finding& finding, const Witness& witness);
  /// Whether there were more.
  [[nodiscard]] bool are_cut() const { return are_cut_; }

  static constexpr std::size_t kOtherPairs = 2'000;
  /// Of the policies that decide together.
  static constexpr std::size_t kDecidingLookedAt = 16;

 private:
  [[nodiscard]] PairPath path_of(const Witness& witness) const;
  [[nodiscard]] SidePath side_path(SideOf side, const Witness& witness) const;
  [[nodiscard]] std::vector<Stop> most_telling(SideOf side, const Witness& witness,
                                               const Deciding& deciding) const;
  [[nodiscard]] std::vector<Stop> stops_of(SideOf side, const Witness& witness,
                                           const PolicyPath& path, ResourceIndex resource) const;
  /// And what is asked for by it.
  struct AskedPath {
    const PolicyPath& path;
    ResourceIndex resource;
  };
  void add_groups(SideOf side, const PolicyPath& path, const Links& there,
                  std::vector<Stop>& stops) const;
  void add_policy(SideOf side, const Witness& witness, const PolicyPath& path, const Links& there,
                  std::vector<Stop>& stops) const;
  void add_resources(SideOf side, const Witness& witness, const AskedPath& asked,
                     std::vector<Stop>& stops) const;
  [[nodiscard]] bool is_named(const Mention& mention, SideOf side, const Witness& witness,
                              const PolicyDeclaration& by) const;

  [[nodiscard]] const Snapshot& snapshot(SideOf side) const;
  [[nodiscard]] ResourceIndex on_other_side(ResourceIndex resource, SideOf side) const;
  [[nodiscard]] Links links_on_other_side(SideOf side, const Witness& witness,
                                          const PolicyPath& path) const;
  [[nodiscard]] Name group_on_other_side(Name group, SideOf side) const;

  const Comparison& comparison_;
  const WitnessCheck& check_;
  std::set<std::string> changed_policies_;
  std::size_t other_pairs_ = 0;
  bool are_cut_ = false;
};

}  // namespace accessdrift
