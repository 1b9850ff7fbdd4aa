#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

/// What only one user of a side can have: a name, an id or an alias, or a uid.
struct Claim {
  Name text;
  bool is_uid = false;
  friend auto operator<=>(const Claim&, const Claim&) = default;
};

/// Who of the edited users gives up what, and who takes it: a name that one of them has before may
/// be another one's after. By the ids of users. Cost: that of the edits of users.
class Claims {
 public:
  Claims(const std::vector<Edit>& edits, const Snapshot& before, const Snapshot& after);

  /// What a user gains or loses by an edit; nothing of an edit of anything else.
  [[nodiscard]] static std::vector<Claim> of(const Edit& edit, const Snapshot& before,
                                             const Snapshot& after);

  /// The edits by which it comes and goes, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& edits_of(const Claim& claim) const;
  /// Those who gain or lose one of the claims, and who gains or loses what these do.
  [[nodiscard]] std::set<Name> users_of(std::vector<Claim> claims) const;

 private:
  std::map<Claim, std::vector<std::uint32_t>> edits_by_claim_;
  std::map<Claim, std::vector<Name>> users_by_claim_;
  std::map<Name, std::vector<Claim>> claims_by_user_;
};

}  // namespace accessdrift
