#pragma once

#include <optional>
#include <string_view>

#include "accessdrift/cel/problems.h"
#include "accessdrift/cel/syntax.h"

namespace accessdrift::cel {

/// Parses by CEL's grammar and precedence (google/cel-spec, doc/langdef.md, syntax). `a && (b &&
/// c)` becomes one And of three; `||` likewise. Tells the first problem only. Cost: linear in the
/// text; the stack grows with the depth, at most kMaxDepth.
[[nodiscard]] std::optional<SyntaxTree> parse(std::string_view text, Problems& problems);

}  // namespace accessdrift::cel
