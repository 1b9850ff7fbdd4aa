#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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
  Relevant(const Comparison& comparison, const IdentitySet& identities);
  ~Relevant();
  Relevant(const Relevant&) = delete;
  Relevant& operator=(const Relevant&) = delete;

  /// REQUIRES: its resources have the same ids on both sides. By URL it may be two, told by some
  /// patterns, as texts. Cost: the policies over it and the groups that they name.
  void set_target(const Target& target, std::vector<std::string> patterns = {});

  /// On targets with the same text an identity has the same relevant facts.
  [[nodiscard]] std::string target_key() const;

  /// Whether all that is asked here is so of the identity: it has one id and nobody else's.
  [[nodiscard]] bool is_plain(IdentityIndex identity) const;
  /// Two identities with the same text have the same facts relevant to the target, each of its
  /// own. REQUIRES: it is one of the identities, and plain.
  [[nodiscard]] std::string key(IdentityIndex identity) const;
  /// REQUIRES: likewise.
  [[nodiscard]] Kept of(IdentityIndex identity) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
