#pragma once

#include <string>

namespace accessdrift {

/// The first character at or behind `at` that is a quote, a backslash, below U+0020 or not ASCII;
/// `end` if there is none. REQUIRES: a NUL at `end`.
[[nodiscard]] const char* skip_plain_string(const char* at, const char* end);

/// Where a JSON string ends, or what is wrong with it.
struct JsonString {
  enum class Problem { None, Unclosed, Utf8, Control, Escape, Surrogate };
  Problem problem = Problem::None;
  const char* at = nullptr;  ///< the closing quote, or the problem
  bool has_escapes = false;
};

/// Reads on from `special`, the first character of a string that is not plain; `begin` is the one
/// behind the opening quote. With escapes, `decoded` becomes the whole text (RFC 8259 §7; a lone
/// surrogate is a problem). REQUIRES: a NUL at `end`.
[[nodiscard]] JsonString read_json_string(const char* begin, const char* special, const char* end,
                                          std::string& decoded);

}  // namespace accessdrift
