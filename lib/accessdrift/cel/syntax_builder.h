#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "accessdrift/cel/problems.h"
#include "accessdrift/cel/syntax.h"

namespace accessdrift::cel {

/// How deep parentheses, lists, calls and operators may nest in each other.
inline constexpr std::uint32_t kMaxDepth = 100;

/// Grows a tree from its leaves and keeps it at most kMaxDepth deep.
class SyntaxBuilder {
 public:
  explicit SyntaxBuilder(Problems& problems) : problems_(problems) {}

  /// Nothing if the tree would become too deep, which is told.
  [[nodiscard]] std::optional<std::uint32_t> add(SyntaxNode node);

  /// One node for a chain of `&&` or `||`; parts that are such a chain themselves are merged into
  /// it. A single part is itself.
  [[nodiscard]] std::optional<std::uint32_t> join(SyntaxKind kind,
                                                  const std::vector<std::uint32_t>& parts);

  /// Tells that what stands at `range` is nested too deeply.
  void refuse_depth(Range range);

  [[nodiscard]] SyntaxNode& at(std::uint32_t node) { return tree_.nodes[node]; }
  [[nodiscard]] SyntaxTree take(std::uint32_t root);

 private:
  Problems& problems_;
  SyntaxTree tree_;
};

}  // namespace accessdrift::cel
