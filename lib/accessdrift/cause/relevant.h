#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/cause/bearers.h"
#include "accessdrift/cause/kept.h"
#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// What of two snapshots can decide about an identity on a target, whichever of their edits are
/// applied: the rest of the configuration can be left out.
///
/// For a target, then for any number of identities on it. Not thread-safe.
class Relevant {
 public:
  /// Only of `identities` is it known what names them. Cost: linear in the groups' members and the
  /// policies' lists.
  /// `bearers` stay.
  Relevant(const Comparison& comparison, const Bearers& bearers, const IdentitySet& identities);
  ~Relevant();
  Relevant(const Relevant&) = delete;
  Relevant& operator=(const Relevant&) = delete;

  /// `resources`: what it can be on either side, whichever edits are applied; of one that is asked
  /// for by id the id after first. By URL they are told by patterns, as texts. Cost: the policies
  /// over them and the groups that they name.
  void set_target(const Target& target, const std::vector<Name>& resources,
                  std::vector<std::string> patterns = {});

  /// On targets with the same text an identity has the same relevant facts.
  [[nodiscard]] std::string target_key() const;

  /// Two identities with the same text have the same facts relevant to the target, each of its
  /// own. REQUIRES: it is one of the identities.
  [[nodiscard]] std::string key(IdentityIndex identity) const;
  /// REQUIRES: likewise.
  [[nodiscard]] Kept of(IdentityIndex identity) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
