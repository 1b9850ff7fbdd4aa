#pragma once

#include <cstdint>
#include <functional>

#include "accessdrift/model/expression.h"

namespace accessdrift {

/// The tests of a condition are its largest Boolean parts that are not built by `&&`, `||`, `!`,
/// `?:`, exists and all; each holds at most one request attribute.
inline bool is_connective(Operator op) {
  switch (op) {
    case Operator::And:
    case Operator::Or:
    case Operator::Not:
    case Operator::Conditional:
    case Operator::Exists:
    case Operator::All:
      return true;
    default:
      return false;
  }
}

/// Every node of a subtree, parents before their children.
inline void visit(const Expression& expression, std::uint32_t node,
                  const std::function<void(const Expression::Node&)>& see) {
  see(expression.at(node));
  for (const std::uint32_t child : expression.at(node).children) visit(expression, child, see);
}

}  // namespace accessdrift
