#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
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

/// Changes that many targets have, each but for some identities.
struct SharedChanges {
  std::vector<AccessChange> changes;
  IdentitySet identities;  ///< of all of them
};

/// What changes on a target: for most what others have in common, too, and else its own. Of those
/// of one kind and equal regions one may be shared and one its own.
class Changes {
 public:
  Changes() = default;
  explicit Changes(std::vector<AccessChange> own) : own_(std::move(own)) {}
  /// The shared ones concern nobody of `but_for` here; the others do.
  Changes(std::shared_ptr<const SharedChanges> shared, IdentitySet but_for,
          std::vector<AccessChange> own)
      : own_(std::move(own)), shared_(std::move(shared)), but_for_(std::move(but_for)) {}

  [[nodiscard]] const std::vector<AccessChange>& own() const { return own_; }
  [[nodiscard]] const std::shared_ptr<const SharedChanges>& shared() const { return shared_; }
  [[nodiscard]] const IdentitySet& but_for() const { return but_for_; }

  [[nodiscard]] bool are_none() const;
  /// Each with all whom it concerns. Cost: that of copying what is shared.
  [[nodiscard]] std::vector<AccessChange> all() const;
  /// Calls `see(change, place)` likewise: it is the shared one of that place as it is, if there is
  /// a place.
  void each(const std::function<void(const AccessChange&, std::optional<std::size_t>)>& see) const;

 private:
  [[nodiscard]] const AccessChange* take_alike(const AccessChange& shared,
                                               std::vector<bool>& is_taken) const;

  std::vector<AccessChange> own_;
  std::shared_ptr<const SharedChanges> shared_;  ///< null: none
  IdentitySet but_for_;
};

/// The differences of one target. With `is_limited` nothing is known but whom the edits can reach.
struct TargetChanges {
  Target target;
  Changes changes;
  bool is_limited = false;
  IdentitySet reach;  ///< of a limited target
};

/// REQUIRES: the regions differ.
[[nodiscard]] ChangeKind kind_of(Region before, Region after, Diagrams& diagrams);

}  // namespace accessdrift
