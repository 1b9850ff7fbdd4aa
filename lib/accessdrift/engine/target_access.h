#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "accessdrift/engine/access_map.h"
#include "accessdrift/engine/policy_map.h"
#include "accessdrift/engine/policy_tree.h"

namespace accessdrift {

/// By node of a policy tree.
using PolicyMapPointers = std::vector<std::shared_ptr<const PolicyMap>>;

/// Who has access to one target, and when: the policies that cover it, and where each takes effect,
/// combined for all identities at once.
///
/// Identities to whom only unconditional policies apply for ever are combined as sets. The others
/// are split by *signature* (which part of which policy's map they are in, and until when it names
/// them), and each distinct signature is combined once, as regions. Ends of sign-ins are not looked
/// at. Cost: the sizes of the maps within `within`, and one combination a
/// signature; never identities × policies.
class TargetAccess {
 public:
  TargetAccess(Universe& universe, std::uint32_t population)
      : universe_(universe), signature_of_(population, 0) {}

  /// `maps[node]` is of the leaf at that node of the tree, null elsewhere. Only identities of
  /// `within` are looked at.
  [[nodiscard]] AccessMap evaluate(const PolicyTree& tree, const PolicyMapPointers& maps,
                                   const Snapshot& snapshot, const IdentitySet& within);

 private:
  struct Signature {
    std::uint32_t parent = 0;
    std::uint32_t node = 0;
    Region region;
    Instant end = kEndOfTime;  ///< of an ending: it has no region
  };
  /// The conditional identities by signature.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> split(const PolicyMapPointers& maps,
                                                              const IdentitySet& conditional);
  void refine(const IdentitySet& identities, const Signature& refined);
  [[nodiscard]] Region combine_signature(std::uint32_t signature, const PolicyTree& tree,
                                         const Snapshot& snapshot);

  Universe& universe_;
  std::vector<std::uint32_t> signature_of_;  ///< by identity; 0 but while a target is evaluated
  std::vector<Signature> signatures_;        ///< [0]: in no part
  std::unordered_map<std::uint64_t, std::uint32_t> next_;  ///< (signature, part) → signature
  std::uint32_t parts_seen_ = 0;
};

}  // namespace accessdrift
