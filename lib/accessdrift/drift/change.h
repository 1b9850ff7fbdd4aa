#pragma once

#include <string>
#include <vector>

#include "accessdrift/engine/access_map.h"
#include "accessdrift/engine/population.h"
#include "accessdrift/model/change_kind.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// A resource or an action on each side, a resource with two ids by that of the after side. By id
/// both are the same, though it may be on one side only; of URLs the owners, or what a method means
/// on either side, none where there is none.
struct SideNames {
  Name before;
  Name after;
  friend auto operator<=>(const SideNames&, const SideNames&) = default;

  [[nodiscard]] Name on(SideOf side) const { return side == SideOf::Before ? before : after; }
};

/// What is asked for: an action by its name, or by HTTP methods.
struct AskedAction {
  SideNames names;
  std::vector<Name> methods = {};  ///< that mean it, sorted as bytes; empty: by name
  std::size_t of_methods = 0;      ///< so many mean the same on a side: more if not all are listed
  friend auto operator<=>(const AskedAction&, const AskedAction&) = default;
};

/// What is compared (DESIGN §2): a resource before and after and what is asked for.
struct Target {
  SideNames resource;
  AskedAction action;

  [[nodiscard]] static Target by_id(Name resource, Name action) {
    return {{resource, resource}, {{action, action}}};
  }
  [[nodiscard]] bool is_by_url() const { return !action.methods.empty(); }
  friend auto operator<=>(const Target&, const Target&) = default;
};

/// `payroll`, or `payroll -> payroll-admin`; of one that is on one side only that one.
[[nodiscard]] std::string text_of(const Snapshot& snapshot, const SideNames& names);
/// `read`, `read -> write`, or with the methods if not all count: `read (HEAD)`.
[[nodiscard]] std::string text_of(const Snapshot& snapshot, const AskedAction& action);

/// The regions of some identities before and after, within all requests that ask for the target.
struct AccessChange {
  IdentitySet identities;
  Region before;
  Region after;
  Region care;  ///< all of these requests, as far as the regions hang on the URL, in `worlds`
  Region worlds = Diagrams::always();  ///< the worlds in which it is of this kind
  ChangeKind kind = ChangeKind::Shifted;
  Certainty certainty = Certainty::Must;
};

/// The differences of one target. With `is_limited` nothing is known but whom the edits can reach.
struct TargetChanges {
  Target target;
  std::vector<AccessChange> changes;
  bool is_limited = false;
  IdentitySet reach;  ///< of a limited target
};

/// REQUIRES: the regions differ.
[[nodiscard]] ChangeKind kind_of(Region before, Region after, Diagrams& diagrams);

}  // namespace accessdrift
