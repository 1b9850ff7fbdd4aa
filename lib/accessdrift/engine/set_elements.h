#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/engine/evaluation.h"

namespace accessdrift {

/// Whether a subtree asks of the request's set nothing but its size. Not of scopes: how many are
/// effective depends on which.
[[nodiscard]] bool reads_only_size(const Expression& expression, std::uint32_t node,
                                   std::string_view attribute);

/// The elements of the request's set on which the value of a subtree can depend, sorted: those that
/// it looks for, or all that are declared if it may look for any. Of scopes those whose request
/// brings them.
[[nodiscard]] std::vector<std::string> elements_tested(const Expression& expression,
                                                       std::uint32_t node,
                                                       const std::string& attribute,
                                                       const Snapshot& snapshot,
                                                       Bindings& bindings);

}  // namespace accessdrift
