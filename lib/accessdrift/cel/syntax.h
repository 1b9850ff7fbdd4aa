#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "accessdrift/cel/problems.h"
#include "accessdrift/model/expression.h"

namespace accessdrift::cel {

enum class SyntaxKind : std::uint8_t {
  Boolean,  ///< `number` is 0 or 1
  Integer,  ///< `number`
  String,   ///< `text`, unescaped
  List,     ///< children: its elements
  Name,     ///< `text`: identifiers joined by dots
  Call,     ///< `text`: the function; children: its arguments
  Method,   ///< `text`: the function; children: the receiver, then the arguments
  Not,
  And,
  Or,           ///< two or more children, none of them of the same kind
  Conditional,  ///< children: condition, then, else
  Relation,     ///< `relation`; two children
  Sum,          ///< `text`: `+` or `-`; two children
};

/// What was written, before names and types mean anything.
struct SyntaxNode {
  SyntaxKind kind = SyntaxKind::Boolean;
  Operator relation = Operator::Equal;
  std::uint32_t depth = 1;
  Range range;     ///< with the parentheses around it
  Range function;  ///< of Call and Method the function's name, of Name the name alone
  std::int64_t number = 0;
  std::string text;
  std::vector<std::uint32_t> children;
};

/// Children before parents. A node that was merged into its parent is left over and reachable from
/// nowhere.
struct SyntaxTree {
  std::vector<SyntaxNode> nodes;
  std::uint32_t root = 0;

  [[nodiscard]] const SyntaxNode& at(std::uint32_t node) const { return nodes[node]; }
};

}  // namespace accessdrift::cel
