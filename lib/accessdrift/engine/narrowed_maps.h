#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "accessdrift/engine/policy_map.h"

namespace accessdrift {

/// The policies that decide something about some identities in some requests, and where they take
/// effect there, one question at a time. What of a policy's map does not hang on the resource is
/// cut to them once, so that many targets can be asked about. Not thread-safe.
class NarrowedMaps {
 public:
  NarrowedMaps(const Snapshot& snapshot, PolicyMaps& maps, Universe& universe);

  /// From now on it is about these.
  void look_at(const IdentitySet& identities, Region requests);

  struct Deciding {
    std::vector<PolicyIndex> policies;                   ///< ascending
    std::vector<std::shared_ptr<const PolicyMap>> maps;  ///< of each
    bool is_limited = false;                             ///< nothing is known of one of them
  };
  /// Of policies that cover a resource: without those that take effect nowhere there, unless they
  /// are what makes a set, or themselves, a gate of an `all-of`. REQUIRES: ascending.
  [[nodiscard]] Deciding deciding(const std::vector<PolicyIndex>& covering, ResourceIndex resource);

 private:
  struct Known {
    std::uint32_t question = 0;            ///< at which it was cut
    std::shared_ptr<const PolicyMap> cut;  ///< null: it has no effect
    bool is_limited = false;
  };
  enum class Gate : std::uint8_t {
    No,
    One,     ///< one in its set is enough
    Itself,  ///< it stands in an `all-of`
  };

  [[nodiscard]] const Known& known(PolicyIndex policy, ResourceIndex resource);
  void cut(const PolicyMap& map, Known& known) const;
  [[nodiscard]] bool is_needed_gate(PolicyIndex policy);

  const Snapshot& snapshot_;
  PolicyMaps& maps_;
  Universe& universe_;
  IdentitySet identities_;
  Region requests_;
  std::uint32_t question_ = 0;
  std::vector<Known> known_;             ///< by policy
  std::vector<Gate> gates_;              ///< by policy
  std::vector<std::uint32_t> has_gate_;  ///< by set: the last target for which one was kept
  std::uint32_t target_ = 0;
  std::shared_ptr<const PolicyMap> nothing_;
};

}  // namespace accessdrift
