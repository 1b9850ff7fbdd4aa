#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "accessdrift/interpreter/subject.h"

namespace accessdrift::interpreting {

/// The policies whose lists may name a subject, looked up by what the lists mention. Immutable once
/// built: cost linear in all that policies mention.
class NamedBy {
 public:
  explicit NamedBy(const Snapshot& snapshot);

  /// Sees every policy that ever names the subject, and few others, some of them repeatedly.
  template <typename See>
  void each(const Subject& subject, const Memberships& memberships, const See& see) const {
    const auto see_all = [&](std::span<const PolicyIndex> policies) {
      for (const PolicyIndex policy : policies) see(policy);
    };
    see_all(anyone_);
    see_all(subject.is_signed_in() ? signed_in_ : signed_out_);
    if (!subject.client.is_none()) see_all(clients_.of(subject.client.index()));
    if (subject.user.is_none()) return;
    see_all(domains_);
    see_all(users_.of(subject.user.index()));
    for (const GroupWalk::Stay& stay : memberships.possible)
      see_all(groups_.of(stay.group.index()));
  }

 private:
  /// By number of a thing: the policies that mention it.
  class Lists {
   public:
    Lists() = default;
    Lists(std::size_t things, const std::vector<std::pair<std::uint32_t, PolicyIndex>>& mentions);
    [[nodiscard]] std::span<const PolicyIndex> of(std::size_t thing) const {
      return std::span(policies_).subspan(first_[thing], first_[thing + 1] - first_[thing]);
    }

   private:
    std::vector<std::uint32_t> first_;
    std::vector<PolicyIndex> policies_;
  };

  std::vector<PolicyIndex> anyone_, signed_in_, signed_out_;
  std::vector<PolicyIndex> domains_;  ///< of any domain
  Lists users_, groups_, clients_;
};

}  // namespace accessdrift::interpreting
