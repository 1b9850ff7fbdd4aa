#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// The policies of two sides by their ids, and whether the sets around them combine alike: then
/// whoever is concerned by policies of one side only, or by such that say something else there, is
/// decided differently, and nobody else. Not thread-safe.
class PairedPolicies {
 public:
  PairedPolicies(const Snapshot& before, const Snapshot& after);

  /// Those that cover one target on either side, ascending.
  struct Covering {
    const std::vector<PolicyIndex>& before;
    const std::vector<PolicyIndex>& after;
  };
  /// From now on it is about these.
  void look_at(const Covering& covering);

  /// The one of the other side; none if it does not cover the target there.
  [[nodiscard]] PolicyIndex after_of(PolicyIndex before) const;
  [[nodiscard]] PolicyIndex before_of(PolicyIndex after) const;
  /// Whether policies that are on both sides stand in equal sets, in the same order where it
  /// counts, and what has to allow in an `all-of` is the same. Loose policies each speak for
  /// themselves.
  [[nodiscard]] bool are_combined_alike(const Covering& covering);
  /// Sets of one side, by their numbers on the other, on which no policy of them allows, each by
  /// itself in an `all-of`, without which `are_combined_alike` would be true; nothing if that is
  /// not all.
  struct SetsWithoutAllow {
    std::vector<SetIndex> before;
    std::vector<SetIndex> after;
  };
  [[nodiscard]] std::optional<SetsWithoutAllow> alike_but_for(const Covering& covering);

 private:
  struct Side {
    const Snapshot& snapshot;
    std::vector<PolicyIndex> partner;      ///< by policy
    std::vector<std::uint32_t> looked_at;  ///< by policy: the last target that it covers
    std::vector<std::uint32_t> marked;     ///< by set: likewise, of an allow policy within it
  };
  [[nodiscard]] PolicyIndex paired(const Side& side, const Side& other, PolicyIndex policy) const;
  [[nodiscard]] bool are_sets_alike(const Covering& covering) const;
  [[nodiscard]] std::vector<std::uint64_t> shape(const Side& side, const Side& other,
                                                 const std::vector<PolicyIndex>& covering) const;
  [[nodiscard]] std::vector<std::uint64_t> gates(Side& side,
                                                 const std::vector<PolicyIndex>& covering) const;

  Side before_;
  Side after_;
  std::uint32_t target_ = 0;
  bool are_all_alike_ = false;  ///< the sets, whatever target is looked at
};

}  // namespace accessdrift
