#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/source_text.h"

namespace accessdrift {

/// The bytes of a place, to be replaced. An empty place inserts.
struct TextEdit {
  Place place;
  std::string text;
  friend auto operator<=>(const TextEdit&, const TextEdit&) = default;
};

/// The bytes with all edits made; nothing if two of them touch the same bytes.
/// REQUIRES: the places lie within the bytes.
[[nodiscard]] std::optional<std::string> edited(std::string_view bytes,
                                                std::vector<TextEdit> edits);

}  // namespace accessdrift
