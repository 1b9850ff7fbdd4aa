#include "accessdrift/cel/syntax_builder.h"

#include <algorithm>
#include <string>
#include <utility>

namespace accessdrift::cel {

std::optional<std::uint32_t> SyntaxBuilder::add(SyntaxNode node) {
  for (const std::uint32_t child : node.children) {
    node.depth = std::max(node.depth, tree_.at(child).depth + 1);
  }
  if (node.depth > kMaxDepth) {
    refuse_depth(node.range);
    return std::nullopt;
  }
  tree_.nodes.push_back(std::move(node));
  return static_cast<std::uint32_t>(tree_.nodes.size() - 1);
}

std::optional<std::uint32_t> SyntaxBuilder::join(SyntaxKind kind,
                                                 const std::vector<std::uint32_t>& parts) {
  if (parts.size() == 1) return parts.front();
  SyntaxNode node;
  node.kind = kind;
  node.range = {at(parts.front()).range.begin, at(parts.back()).range.end};
  for (const std::uint32_t part : parts) {
    const SyntaxNode& child = at(part);
    if (child.kind == kind) {
      node.children.insert(node.children.end(), child.children.begin(), child.children.end());
    } else {
      node.children.push_back(part);
    }
  }
  return add(std::move(node));
}

void SyntaxBuilder::refuse_depth(Range range) {
  problems_.add("too-deep", range,
                {"condition is nested too deeply",
                 "expected at most " + std::to_string(kMaxDepth) + " levels",
                 "chains of `&&` or `||` and long lists may be of any length"});
}

SyntaxTree SyntaxBuilder::take(std::uint32_t root) {
  tree_.root = root;
  return std::move(tree_);
}

}  // namespace accessdrift::cel
