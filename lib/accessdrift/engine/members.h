#pragma once

#include <span>
#include <utility>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/engine/identity_set.h"

namespace accessdrift {

/// Identities that belong somewhere, some of them until an instant only: of an identity that does
/// so in several ways the latest end counts (DESIGN §3, time).
struct Members {
  struct Ending {
    Instant end = 0;
    IdentitySet identities;
    friend bool operator==(const Ending&, const Ending&) = default;
  };
  IdentitySet all;
  std::vector<Ending> endings;  ///< ascending, disjoint; who is in none stays for ever

  friend bool operator==(const Members&, const Members&) = default;
};

/// Who belongs in one of the two only, or until another instant, as far as `endings` tell.
[[nodiscard]] IdentitySet differing_ends(const std::vector<Members::Ending>& a,
                                         const std::vector<Members::Ending>& b);

/// Puts members together from several sources.
class MembersBuilder {
 public:
  /// All of them for ever.
  void add(const IdentitySet& lasting) { lasting_ |= lasting; }
  /// `end` bounds everything; `kEndOfTime` nothing.
  void add(const Members& members, Instant end = kEndOfTime);
  void add(IdentityIndex identity, Instant end = kEndOfTime) {
    ending_.emplace_back(identity.number, end);
  }

  /// Cost: sorting those that end.
  [[nodiscard]] Members build();

 private:
  IdentitySet lasting_;
  std::vector<std::pair<std::uint32_t, Instant>> ending_;
};

}  // namespace accessdrift
