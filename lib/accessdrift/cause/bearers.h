#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "accessdrift/cause/claims.h"
#include "accessdrift/cause/edit_table.h"
#include "accessdrift/cause/two_ids.h"

namespace accessdrift {

/// By which id an identity goes in a mixture.
struct GoesBy {
  Name before;  ///< none: it is not there
  Name after;   ///< likewise
  /// The edit, or one of those applied with it, with which it goes by the second. Nothing: both are
  /// the same.
  std::optional<std::uint32_t> turning;

  [[nodiscard]] Name in(const std::vector<bool>& applied) const {
    return turning && applied[*turning] ? after : before;
  }
};

/// Who bears which id, whichever edits are applied: an id may be another one's on each side.
class Bearers {
 public:
  Bearers(const Comparison& comparison, const EditTable& edits);

  /// Whether the identity's id differs between the sides, or somebody else has one of its names on
  /// one of them. Never of a client, nor of a representative: whose groups have two ids has them in
  /// all mixtures under one (`Kept::renamed_groups`).
  [[nodiscard]] bool is_contested(IdentityIndex identity) const;
  /// The ids of users who bear its names on a side, itself among them, and of those who bear
  /// theirs.
  [[nodiscard]] std::set<Name> rivals(IdentityIndex identity) const;
  /// All edits on which it hangs by which of two ids a user goes whom not both sides list.
  [[nodiscard]] std::vector<std::uint32_t> edits_naming(IdentityIndex identity) const;
  /// Nothing if no edit tells. REQUIRES: it is not a client.
  [[nodiscard]] std::optional<GoesBy> goes_by(IdentityIndex identity) const;

 private:
  [[nodiscard]] const Snapshot& snapshot(SideOf side) const;
  [[nodiscard]] const Declared<UserDeclaration>* user(IdentityIndex identity, SideOf side) const;
  [[nodiscard]] Name id(IdentityIndex identity, SideOf side) const;
  /// Nothing if its id is the same on both sides, or it is missing on one.
  [[nodiscard]] std::optional<TwoIds> two_ids(IdentityIndex identity) const;
  [[nodiscard]] std::optional<std::uint32_t> turning(IdentityIndex identity,
                                                     const GoesBy& ids) const;
  [[nodiscard]] std::vector<Claim> claims_of(IdentityIndex identity) const;

  const Comparison& comparison_;
  const EditTable& edits_;
  Claims claims_;
};

}  // namespace accessdrift
