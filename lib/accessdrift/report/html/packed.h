#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// Deflated (RFC 1950) and in base64, as `DecompressionStream("deflate")` reads it in a browser.
[[nodiscard]] std::string packed(std::string_view text);

}  // namespace accessdrift
