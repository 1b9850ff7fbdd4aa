#pragma once

#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// What a policy or set may yield. Exactly one is set if it depends on nothing that was not told;
/// different children are taken as independent.
struct Yield {
  bool may_allow = false;
  bool may_deny = false;
  bool may_not_apply = false;

  [[nodiscard]] bool is_open() const { return may_allow + may_deny + may_not_apply > 1; }
  [[nodiscard]] bool is_allow() const { return may_allow && !is_open(); }
  [[nodiscard]] bool is_deny() const { return may_deny && !is_open(); }
  friend bool operator==(const Yield&, const Yield&) = default;
};

/// A policy that covers the asked target, and what it yields.
struct Cast {
  PolicyIndex policy;
  Yield yield;
};

/// A policy or a set in the place where it stands.
struct Part {
  PolicyIndex policy;  ///< none: a set
  Combine combine = Combine::DenyOverrides;
  std::vector<std::uint32_t> parts;  ///< of a set: in its order
  bool is_gate = false;  ///< an allow policy, or a set that contains one (DESIGN §3, `all-of`)
  Yield yield;
};

/// The four combining algorithms of DESIGN §3. REQUIRES: the yields of `children` are final.
[[nodiscard]] Yield combine(Combine how, const std::vector<const Part*>& children);

/// What the policies that cover one target come to.
struct Combined {
  Yield root;                         ///< not applicable: the surface's default decides
  std::vector<PolicyIndex> decisive;  ///< ascending
};

/// Puts the policies into their sets, loose ones into the root under deny-overrides, and combines
/// from the inside out, without recursion.
///
/// Decisive are those whose effect is the outcome, through every set: all that agree where one
/// overrides, the first that applies, every gate where all are needed, or those gates that did not
/// allow. Where the outcome is open, those that are open. REQUIRES: `casts` ascending by policy,
/// each once.
[[nodiscard]] Combined combine_all(const Snapshot& snapshot, const std::vector<Cast>& casts);

}  // namespace accessdrift::interpreting
