#pragma once

#include <map>
#include <utility>
#include <vector>

#include "accessdrift/drift/narrowed.h"
#include "accessdrift/drift/paired_policies.h"
#include "accessdrift/drift/touched.h"

namespace accessdrift {

/// The identities for whom a target can be decided differently, and of which requests: those for
/// whom a policy that covers it takes effect elsewhere, or on one side only; if the sets around the
/// policies differ, all whom a covering policy concerns (who is in no covering policy is denied on
/// both sides). May say too much, never too little.
class Reach {
 public:
  Reach(Engine& before, const Touched& touched_before, Engine& after, const Touched& touched_after)
      : before_(before),
        after_(after),
        touched_before_(touched_before),
        touched_after_(touched_after),
        paired_(before.snapshot(), after.snapshot()),
        other_sign_ins_(differing_ends(before.sign_ins().endings, after.sign_ins().endings)) {}

  /// Only some identities are asked about: what each side has that decides nothing about them.
  void narrow(Narrowed before, Narrowed after) {
    narrowed_before_ = std::move(before);
    narrowed_after_ = std::move(after);
  }

  /// The policies that cover a target of a side and decide about who is asked about. REQUIRES: the
  /// target exists.
  [[nodiscard]] const std::vector<PolicyIndex>& covering(const ResourceAction& target, SideOf side);

  /// A side on which the target does not exist has no resource. `is_same`: what is asked for is the
  /// same thing on both sides, so only edits tell them apart.
  struct Found {
    IdentitySet identities;
    Region requests;  ///< all others are decided alike
  };
  [[nodiscard]] Found of(const ResourceAction& before, const ResourceAction& after, bool is_same);
  /// Of `identities`, whom alone edits can reach, and in `requests` alone, who is decided
  /// differently there; all of them where that is not cheaper than to look at all requests.
  [[nodiscard]] IdentitySet decided_otherwise(const ResourceAction& before,
                                              const ResourceAction& after, IdentitySet identities,
                                              Region requests);

  /// Without a look at any region, for a target whose regions are over the bound: all whom the
  /// touched policies name.
  [[nodiscard]] IdentitySet by_names(const ResourceAction& before, const ResourceAction& after,
                                     bool is_same);

 private:
  struct Side {
    Engine& engine;
    const Touched& touched;
    const ResourceAction& target;
    bool is_same = true;
    std::vector<PolicyIndex> covering;
  };
  /// What was asked for last of a side.
  struct Covered {
    ResourceAction target;
    std::vector<PolicyIndex> policies;
  };
  [[nodiscard]] Side side(SideOf side, const ResourceAction& target, bool is_same);
  /// Whoever is denied, whatever the request, by each of some sets in which nothing allows.
  [[nodiscard]] static IdentitySet always_denied(const Side& side,
                                                 const std::vector<SetIndex>& sets);
  /// Adds those for whom it matters in which sets something allows. False: it is not that alone.
  [[nodiscard]] bool add_undenied(const Side& b, const Side& a, Found& found);
  [[nodiscard]] static bool is_touched(const Side& side, PolicyIndex policy);
  void add_concerned(const Side& side, PolicyIndex policy, Found& found) const;
  void add_requests(const PolicyMap& map, Found& found) const;
  /// Whose sign-in ends has what whoever is signed out has then.
  [[nodiscard]] IdentitySet with_signed_out_later(IdentitySet identities) const;
  void add_differing_leaf(const Side& b, PolicyIndex before, const Side& a, PolicyIndex after,
                          Found& found);
  /// A policy, as it takes effect on a target.
  struct Leaf {
    PolicyIndex policy;
    const PolicyMap& map;
  };
  /// For whom two policies that are the same one take effect elsewhere. REQUIRES: their maps are
  /// within the bound.
  [[nodiscard]] IdentitySet named_elsewhere(const Leaf& before, const Leaf& after);

  Engine& before_;
  Engine& after_;
  const Touched& touched_before_;
  const Touched& touched_after_;
  Narrowed narrowed_before_;
  Narrowed narrowed_after_;
  Covered covered_before_, covered_after_;
  /// Of policies that do not hang on the resource.
  std::map<std::pair<PolicyIndex, PolicyIndex>, IdentitySet> elsewhere_;
  PairedPolicies paired_;
  IdentitySet other_sign_ins_;  ///< whose sign-in ends at another instant on the other side
};

}  // namespace accessdrift
