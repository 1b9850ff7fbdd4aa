#pragma once

#include <string_view>

#include "accessdrift/document/document.h"

namespace accessdrift {

/// The kind of an unquoted YAML scalar: `true` and `false`; `null`, `~` and nothing; an optional
/// minus and digits without leading zeros is an Integer; every other form of YAML 1.2's core
/// numbers, and `012`, which readers take for different numbers, is a Decimal; else String.
[[nodiscard]] NodeKind plain_scalar_kind(std::string_view text);

}  // namespace accessdrift
