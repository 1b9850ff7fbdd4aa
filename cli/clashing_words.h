#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/words.h"

/// Words of a command line that are too many or too few, or do not go together.
namespace accessdrift::cli {

/// `names` are needed, one side more may follow.
[[nodiscard]] std::optional<Diagnostic> wrong_count(std::string_view command, const Words& words,
                                                    const std::vector<std::string>& names);
/// At most one of these says what is printed.
[[nodiscard]] std::optional<Diagnostic> clashing_outputs(const Words& words, Format format);
/// Of a command that takes up to two sides.
[[nodiscard]] std::optional<Diagnostic> wrong_sides(std::string_view command, const Words& words);
/// What does not go together, or says nothing.
[[nodiscard]] std::optional<Diagnostic> wrong_diff(const Words& words, Format format);

}  // namespace accessdrift::cli
