#include "naive_unknowns.h"

#include <algorithm>
#include <map>

#include "naive_condition.h"

namespace accessdrift::naive {
namespace {

class Comparisons {
 public:
  explicit Comparisons(const Expression& expression) : expression_(expression) {
    for (const Expression::Node& node : expression.nodes) {
      const bool binds = node.op == Operator::Exists || node.op == Operator::All;
      if (binds) ranges_[node.binding] = node.children[0];
    }
  }

  Compared all() const {
    Compared compared;
    for (const Expression::Node& node : expression_.nodes) {
      if (!compares(node.op)) continue;
      std::set<std::string> unknowns;
      for (const std::uint32_t child : node.children) {
        std::set<std::string> of_child;
        add_unknowns(child, of_child);
        for (const std::string& one : of_child) {
          const bool is_on_both_sides = !unknowns.insert(one).second;
          if (is_on_both_sides && one.starts_with("user.")) compared.emplace(one, one);
        }
      }
      for (const std::string& one : unknowns) {
        for (const std::string& other : unknowns) {
          const bool is_of_user = one.starts_with("user.") || other.starts_with("user.");
          if (one != other && is_of_user) compared.emplace(one, other);
        }
      }
    }
    return compared;
  }

 private:
  void add_unknowns(std::uint32_t index, std::set<std::string>& unknowns) const {
    const Expression::Node& node = expression_.at(index);
    if (node.op == Operator::RequestAttribute) unknowns.insert(node.name);
    if (node.op == Operator::UserAttribute) unknowns.insert("user." + node.name);
    if (node.op == Operator::Variable) add_unknowns(ranges_.at(node.binding), unknowns);
    for (const std::uint32_t child : node.children) add_unknowns(child, unknowns);
  }

  const Expression& expression_;
  std::map<std::uint32_t, std::uint32_t> ranges_;  ///< by binding
};

}  // namespace

bool has_unknowns(const Snapshot& side) {
  return !side.is_closed ||
         std::ranges::any_of(side.groups, [](const auto& group) { return group->is_open; });
}

Compared compared_unknowns(const Expression& expression) { return Comparisons(expression).all(); }

Compared compared_unknowns(const Snapshot& side) {
  if (!has_unknowns(side)) return {};
  Compared all;
  for (const auto* expressions : {&side.conditions, &side.rules}) {
    for (const auto& expression : *expressions) {
      if (expression) all.merge(compared_unknowns(*expression));
    }
  }
  return all;
}

}  // namespace accessdrift::naive
