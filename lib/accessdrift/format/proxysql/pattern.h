#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accessdrift::proxysql {

/// A pattern of a rule in the syntax of RE2, where both find it in the same texts.
struct PlainPattern {
  std::string text;
  /// PCRE goes by bytes: of texts beyond ASCII it is not told.
  bool is_of_ascii = false;
};

/// A pattern of PCRE, as ProxySQL compiles it: by bytes, without options but that for case.
/// Nothing of what no automaton tells or RE2 means otherwise: look-around, back-references, atomic
/// groups, lines (`(?m)`), classes and escapes beyond ASCII, and of a pattern that is broken.
[[nodiscard]] std::optional<PlainPattern> plain_pattern(std::string_view pattern, bool is_caseless);

}  // namespace accessdrift::proxysql
