#pragma once

#include <memory>
#include <optional>
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
/// signature; never identities × policies. Whom only parts of many identities name are not looked
/// at one by one.
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
  /// Identities that a map names: `number` counts all of these.
  struct NamedPart {
    IdentitySet identities;
    Signature refined;
    std::uint32_t number = 0;
  };
  struct Class {
    IdentitySet identities;
    std::uint32_t signature = 0;
  };
  [[nodiscard]] static std::vector<NamedPart> parts_of(const PolicyMapPointers& maps,
                                                       const IdentitySet& conditional);
  /// The conditional identities by signature.
  [[nodiscard]] std::vector<Class> split(const PolicyMapPointers& maps,
                                         const IdentitySet& conditional);
  /// Those whom few parts name, and these name many: set by set. Nothing if there are too many
  /// classes.
  [[nodiscard]] std::optional<std::vector<Class>> split_by_sets(
      IdentitySet identities, const std::vector<const NamedPart*>& parts);
  void split_one_by_one(const IdentitySet& identities, const std::vector<NamedPart>& parts,
                        std::vector<Class>& classes);
  [[nodiscard]] std::uint32_t refined(std::uint32_t signature, const NamedPart& part);
  [[nodiscard]] Region combine_signature(std::uint32_t signature, const PolicyTree& tree,
                                         const Snapshot& snapshot);

  Universe& universe_;
  std::vector<std::uint32_t> signature_of_;  ///< by identity; 0 but while a target is evaluated
  std::vector<Signature> signatures_;        ///< [0]: in no part
  std::unordered_map<std::uint64_t, std::uint32_t> next_;  ///< (signature, part) → signature
};

}  // namespace accessdrift
