#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/region/text_product.h"
#include "accessdrift/region/text_words.h"

namespace accessdrift {

/// Texts that are not names, of one longest prefix word and one mark.
struct TextClass {
  std::uint32_t prefix = TextWords::kNone;
  std::uint32_t mark = 0;
  std::string example;  ///< least to read; empty only if there is no other
};

struct SearchBounds {
  std::uint32_t classes = 0;
  std::uint64_t places = 0;  ///< pairs of a prefix word and a state, looked at in all
};

/// The classes that have a text, by prefix word (none first), then by what it costs to read their
/// example. Nothing if a bound is passed.
///
/// Cost: places × letters, and the length of the words; the words of one prefix are not walked
/// further than needed to meet every mark.
[[nodiscard]] std::optional<std::vector<TextClass>> find_classes(const TextWords& words,
                                                                 const TextProduct& product,
                                                                 const SearchBounds& bounds);

}  // namespace accessdrift
