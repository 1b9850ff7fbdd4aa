#pragma once

#include <span>
#include <vector>

#include "accessdrift/base/lists_by_number.h"
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
  std::vector<PolicyIndex> anyone_, signed_in_, signed_out_;
  std::vector<PolicyIndex> domains_;                     ///< of any domain
  ListsByNumber<PolicyIndex> users_, groups_, clients_;  ///< that mention one
};

}  // namespace accessdrift::interpreting
