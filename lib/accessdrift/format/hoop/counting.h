#pragma once

#include <cstdint>

namespace accessdrift::hoop {

/// Gateways count approvals in two ways. One click approves for every group that the reviewer is
/// in, so the count may jump past the minimum.
enum class Counting : std::uint8_t {
  Exact,    ///< it has to be met, up to August 2026
  AtLeast,  ///< it may be passed, from September 2026 on
};

}  // namespace accessdrift::hoop
