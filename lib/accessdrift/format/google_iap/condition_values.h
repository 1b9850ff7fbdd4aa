#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accessdrift/cel/parser.h"

/// What stands in conditions of IAM, in the words of native ones; nothing of what is something
/// else.
namespace accessdrift::google_iap {

/// A literal, or an attribute that is a text.
[[nodiscard]] std::optional<std::string> text_value(const cel::SyntaxTree& tree,
                                                    std::uint32_t index);
[[nodiscard]] std::optional<std::string> text_attribute(const cel::SyntaxTree& tree,
                                                        std::uint32_t index);
[[nodiscard]] std::optional<std::string> number_value(const cel::SyntaxTree& tree,
                                                      std::uint32_t index);
/// Empty: an error, of a text that is no time.
[[nodiscard]] std::optional<std::string> time_value(const cel::SyntaxTree& tree,
                                                    std::uint32_t index);

}  // namespace accessdrift::google_iap
