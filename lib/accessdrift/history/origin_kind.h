#pragma once

#include <cstdint>

namespace accessdrift {

/// What is known of the commits that made an edit.
enum class OriginKind : std::uint8_t {
  Commits,       ///< these made it
  Merge,         ///< this one took it from a branch that is older than the before side
  NotCommitted,  ///< it is on disk only
  BeforeOnly,    ///< these made the fact what it is on the before side; the after side lacks them
  Cut,           ///< a shallow clone ends before the commit
  Unknown
};

}  // namespace accessdrift
