#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// What files of one format, not the native one, listed before, and of which more than half is gone
/// after: more likely by a broken export than on purpose (AD115).
struct Shrunk {
  enum class What : std::uint8_t {
    Users,
    Groups,
    Memberships,  ///< of all groups of the format
    Members       ///< of one group, which is still there and has none any more
  };
  std::string_view format;
  What what = What::Users;
  Name group;  ///< of `Members`, as it is printed
  std::size_t before = 0;
  std::size_t lost = 0;
  /// Of `Members` the group after; else the start of the file that lost most, after; or the first
  /// of what it lost, before, where it is gone.
  Span place;
};

/// `memberships`
[[nodiscard]] std::string_view to_text(Shrunk::What what);

/// Fewer than these are no sign of anything.
inline constexpr std::size_t kFewestLost = 5;

/// By format, then in the order of `What`, groups in that of their declaration. Only what is
/// missing on the side after counts, not what has another id there, is declared elsewhere or cannot
/// sign in any more. Deterministic; linear in people and memberships if at least five were removed,
/// else in the edits.
[[nodiscard]] std::vector<Shrunk> find_shrunk(const Comparison& comparison);

}  // namespace accessdrift
