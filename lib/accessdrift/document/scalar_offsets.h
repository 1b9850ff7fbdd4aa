#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Where each byte of a scalar's value stands in its file, for a scalar that does not stand there
/// byte for byte: folded lines, block scalars, escapes. `begin` is where the scalar starts, its
/// quote or block indicator included. Empty if the two cannot be matched; ascending else.
[[nodiscard]] std::vector<std::uint32_t> scalar_offsets(std::string_view file, std::uint32_t begin,
                                                        std::string_view value);

}  // namespace accessdrift
