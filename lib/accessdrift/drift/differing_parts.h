#pragma once

#include <optional>
#include <string>
#include <utility>

#include "accessdrift/model/expression.h"

namespace accessdrift {

/// Parts of two conditions, as places in their texts.
struct DifferingParts {
  Place before;
  Place after;
};

/// The smallest parts, built by `&&`, `||` and `!` alike, in which alone two conditions differ;
/// nothing if several parts do.
[[nodiscard]] std::optional<DifferingParts> differing_parts(const Expression& before,
                                                            const Expression& after);

/// Two long texts, each around that in which it differs from the other: `…DE"]…`.
[[nodiscard]] std::pair<std::string, std::string> around_difference(const std::string& before,
                                                                    const std::string& after);

}  // namespace accessdrift
