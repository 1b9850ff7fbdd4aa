#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/cause/edit_table.h"
#include "accessdrift/cause/kept.h"

namespace accessdrift {

/// The members of a set on both sides, in the order that they have in every mixture.
///
/// Those that no edit moves stand in one order on both sides. Between two of them stand first those
/// of the before side that an edit moves, then those of the after side.
struct SetOrder {
  struct Place {
    SetDeclaration::Member member;
    std::optional<std::uint32_t> edit = {};  ///< that brings it there, or takes it from there
    bool is_after = false;                   ///< there once the edit is applied; else until then
  };
  std::vector<Place> places;
  std::vector<std::uint32_t> by_member;  ///< of places, sorted by what stands there
  std::vector<std::uint32_t> edited;     ///< places with an edit, ascending

  /// The places of what is kept, ascending. Cost: the set, or where less is kept, that times
  /// a logarithm.
  [[nodiscard]] std::vector<std::uint32_t> of(const Kept& kept) const;
};

/// Orders of sets, each worked out when first asked for. Not thread-safe.
class SetOrders {
 public:
  /// REQUIRES: the edits and what names texts stay.
  SetOrders(const Snapshot& before, const EditTable& edits) : before_(before), edits_(edits) {}

  /// Of a set as each side declares it; twice the same if one side alone has it.
  [[nodiscard]] const SetOrder& of(const SetDeclaration& b, const SetDeclaration& a) const;

 private:
  const Snapshot& before_;
  const EditTable& edits_;
  mutable std::map<std::pair<const SetDeclaration*, const SetDeclaration*>, SetOrder> known_;
};

}  // namespace accessdrift
