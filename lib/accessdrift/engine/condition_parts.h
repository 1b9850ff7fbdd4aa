#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>

#include "accessdrift/model/expression.h"
#include "accessdrift/model/schema.h"

namespace accessdrift {

/// The tests of a condition are its largest Boolean parts that are not built by `&&`, `||`, `!`,
/// `?:`, names of conditions, exists and all; each holds at most one request attribute.
inline bool is_connective(Operator op) {
  switch (op) {
    case Operator::And:
    case Operator::Or:
    case Operator::Not:
    case Operator::Conditional:
    case Operator::Exists:
    case Operator::All:
    case Operator::IsTrue:
      return true;
    default:
      return false;
  }
}

/// Whether a test of several attributes is an error exactly where one of them is absent or cannot
/// be read, and else means the same whatever is asked for: it reads nothing but them and constants.
inline bool is_strict_comparison(const Expression& expression, std::uint32_t node) {
  const Expression::Node& here = expression.at(node);
  switch (here.op) {
    case Operator::RequestAttribute:
      return here.name != kScopes;
    case Operator::Literal:
    case Operator::List:
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessOrEqual:
    case Operator::Greater:
    case Operator::GreaterOrEqual:
    case Operator::In:
    case Operator::Size:
    case Operator::StartsWith:
    case Operator::EndsWith:
    case Operator::Contains:
      break;
    default:
      return false;
  }
  return std::ranges::all_of(
      here.children, [&](std::uint32_t child) { return is_strict_comparison(expression, child); });
}

/// Every node of a subtree, parents before their children.
inline void visit(const Expression& expression, std::uint32_t node,
                  const std::function<void(const Expression::Node&)>& see) {
  see(expression.at(node));
  for (const std::uint32_t child : expression.at(node).children) visit(expression, child, see);
}

}  // namespace accessdrift
