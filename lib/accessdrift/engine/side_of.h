#pragma once

#include <cstdint>

namespace accessdrift {

/// Which of two compared snapshots.
enum class SideOf : std::uint8_t { Before, After };

}  // namespace accessdrift
