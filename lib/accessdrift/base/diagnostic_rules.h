#pragma once

#include <span>
#include <string_view>

namespace accessdrift {

/// A permanent code of a diagnostic and what it means, for `accessdrift rules`.
struct DiagnosticRule {
  std::string_view code;
  std::string_view summary;      ///< one line
  std::string_view explanation;  ///< a paragraph: what is wrong, why it is an error, how to mend it
  std::string_view example;      ///< a few lines that give it
};

/// Every code that the program can print, sorted.
[[nodiscard]] std::span<const DiagnosticRule> diagnostic_rules();
[[nodiscard]] const DiagnosticRule* find_rule(std::string_view code);

}  // namespace accessdrift
