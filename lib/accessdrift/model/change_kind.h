#pragma once

#include <cstdint>
#include <string_view>

namespace accessdrift {

/// In the order in which findings are reported (UX c1, c6).
enum class ChangeKind : std::uint8_t { Lost, Gained, Shifted, Widened, Narrowed };
[[nodiscard]] std::string_view to_text(ChangeKind kind);  ///< `lost`

/// *Must*: some request differs for certain, in every world. *May*: that depends on what is not
/// known, or a limit was hit.
enum class Certainty : std::uint8_t { Must, May };
[[nodiscard]] std::string_view to_text(Certainty certainty);  ///< `must`

}  // namespace accessdrift
