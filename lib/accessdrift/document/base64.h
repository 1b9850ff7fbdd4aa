#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accessdrift {

/// The bytes that RFC 4648 §4 writes so, with its padding; nothing if it is no such text.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace accessdrift
