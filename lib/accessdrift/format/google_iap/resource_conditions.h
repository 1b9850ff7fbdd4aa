#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/cel/syntax.h"

/// Tests of `resource.name`, `resource.type` and `resource.service` in conditions of IAM: of what
/// is asked for they are known as far as its name is.
namespace accessdrift::google_iap {

/// Words for `resource.name == "…"` and its like; nothing of any other relation. `type` is that of
/// the resource that is asked for; empty: it is not known.
[[nodiscard]] std::optional<std::string> resource_relation(const cel::SyntaxTree& tree,
                                                           const cel::SyntaxNode& relation,
                                                           std::string_view type);
/// For `resource.name.startsWith("…")` and `endsWith`.
[[nodiscard]] std::optional<std::string> resource_method(const cel::SyntaxTree& tree,
                                                         const cel::SyntaxNode& method,
                                                         std::string_view type);

}  // namespace accessdrift::google_iap
