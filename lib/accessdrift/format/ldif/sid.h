#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accessdrift::ldif {

/// A security identifier of Windows: its domain, and the number of who it is there.
struct Sid {
  std::string domain;
  std::uint32_t number = 0;
};

/// From `S-1-5-21-…-1104` or from its bytes; nothing if it is none.
[[nodiscard]] std::optional<Sid> read_sid(std::string_view value);

/// The 16 bytes of a GUID as Windows writes them; any other text as it is.
[[nodiscard]] std::string guid_text(std::string_view value);

}  // namespace accessdrift::ldif
