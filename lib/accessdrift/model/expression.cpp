#include "accessdrift/model/expression.h"

#include <algorithm>

#include "accessdrift/model/schema.h"

namespace accessdrift {

std::vector<std::uint32_t> criteria(const Expression& expression) {
  const std::uint32_t root = expression.root();
  if (expression.at(root).op == Operator::And) return expression.at(root).children;
  return {root};
}

Expression of_criteria(const Expression& expression, const std::vector<std::uint32_t>& chosen) {
  Expression made = expression;
  if (chosen.size() == 1) {
    made.nodes.push_back(made.nodes[chosen.front()]);
  } else {
    made.nodes.back().children = chosen;
  }
  return made;
}

Expression with_user_told(const Expression& expression) {
  Expression told = expression;
  for (Expression::Node& node : told.nodes) {
    if (node.op != Operator::UserAttribute) continue;
    node.op = Operator::RequestAttribute;
    node.name = std::string(kUserPrefix) + node.name;
  }
  return told;
}

namespace {

std::vector<std::string> attributes_in(const Expression& expression, std::uint32_t node,
                                       Operator root, bool is_value_asked) {
  std::vector<std::string> names;
  std::vector<std::uint32_t> open{node};
  while (!open.empty()) {
    const Expression::Node& here = expression.at(open.back());
    open.pop_back();
    if (here.op == root) names.push_back(here.name);
    if (is_value_asked && here.op == Operator::Has) continue;
    open.insert(open.end(), here.children.begin(), here.children.end());
  }
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

}  // namespace

std::vector<std::string> attributes_read(const Expression& expression, std::uint32_t node,
                                         Operator root) {
  return attributes_in(expression, node, root, false);
}

std::vector<std::string> attributes_valued(const Expression& expression, std::uint32_t node,
                                           Operator root) {
  return attributes_in(expression, node, root, true);
}

}  // namespace accessdrift
