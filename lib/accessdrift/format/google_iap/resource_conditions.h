#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/cel/syntax.h"

/// Tests of `resource.name`, `resource.type` and `resource.service` in conditions of IAM: of what
/// is asked for they are known as far as its name is.
namespace accessdrift::google_iap {

/// What such tests are of.
struct AskedResource {
  std::string_view type;  ///< empty: it is not known
  /// Declares a text that a request tells; empty: what is extracted from a name is not known.
  std::function<void(const std::string& name)> declare_text;
};

/// Words for `resource.name == "…"` and its like; nothing of any other relation. So are those for
/// `resource.name.extract("…") == "…"`.
[[nodiscard]] std::optional<std::string> resource_relation(const cel::SyntaxTree& tree,
                                                           const cel::SyntaxNode& relation,
                                                           const AskedResource& asked);
/// For `resource.name in ["…"]`.
[[nodiscard]] std::optional<std::string> resource_in_list(
    const cel::SyntaxTree& tree, std::uint32_t value, const std::vector<std::uint32_t>& elements,
    const AskedResource& asked);
/// For `resource.name.startsWith("…")` and `endsWith`.
[[nodiscard]] std::optional<std::string> resource_method(const cel::SyntaxTree& tree,
                                                         const cel::SyntaxNode& method,
                                                         const AskedResource& asked);

}  // namespace accessdrift::google_iap
