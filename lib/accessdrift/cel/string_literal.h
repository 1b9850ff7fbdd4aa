#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/cel/problems.h"

namespace accessdrift::cel {

/// A string literal: its value and where it ends.
struct StringLiteral {
  std::string value;
  std::size_t end = 0;
};

/// Whether a string or bytes literal starts at `at`: a quote, perhaps behind `r` or `b`.
[[nodiscard]] bool starts_string_literal(std::string_view text, std::size_t at);

/// Reads the literal that starts at `at` (CEL's lexis: one or three quotes of either kind, `r` for
/// raw, escapes). `\x`, `\u`, `\U` and octal escapes are code points. Nothing if it is malformed or
/// of bytes, which goes to `problems`.
[[nodiscard]] std::optional<StringLiteral> read_string_literal(std::string_view text,
                                                               std::size_t at, Problems& problems);

}  // namespace accessdrift::cel
