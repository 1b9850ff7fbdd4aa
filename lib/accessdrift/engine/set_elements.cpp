#include "accessdrift/engine/set_elements.h"

#include <algorithm>
#include <set>

#include "accessdrift/engine/condition_parts.h"

namespace accessdrift {
namespace {

bool is_size_of_request_set(const Expression& expression, const Expression::Node& node) {
  if (node.op != Operator::Size) return false;
  const Expression::Node& of = expression.at(node.children[0]);
  return of.op == Operator::RequestAttribute && of.type == TypeKind::Set;
}

class SetElements {
 public:
  SetElements(const Expression& expression, const Snapshot& snapshot, Bindings& bindings)
      : expression_(expression), snapshot_(snapshot), bindings_(bindings) {}

  std::vector<std::string> tested(std::uint32_t index, const std::string& attribute) {
    Elements elements;
    note_elements(index, elements);
    std::set<std::string> names =
        attribute == kScopes ? bringing(elements.tested) : std::move(elements.tested);
    if (elements.are_any) add_all_elements(attribute, names);
    return {names.begin(), names.end()};
  }

 private:
  /// The elements of a request's set on which a subtree's value can depend.
  struct Elements {
    std::set<std::string> tested;
    bool are_any = false;  ///< every declared one
  };

  void note_elements(std::uint32_t index, Elements& elements) {
    const Expression::Node& node = expression_.at(index);
    if (node.op == Operator::Has) return;
    if (node.op == Operator::RequestAttribute) {
      elements.are_any |= node.type == TypeKind::Set;
      return;
    }
    if (node.op == Operator::In && expression_.at(node.children[1]).op != Operator::List) {
      if (reads(node.children[1], Operator::RequestAttribute))
        note_tested(node.children[0], elements);
      note_elements(node.children[0], elements);
      note_container(node.children[1], elements);
      return;
    }
    for (const std::uint32_t child : node.children) note_elements(child, elements);
  }

  /// Of the set in which an element is looked for, nothing but that element matters.
  void note_container(std::uint32_t index, Elements& elements) {
    const Expression::Node& node = expression_.at(index);
    if (node.op == Operator::RequestAttribute) return;
    if (node.op != Operator::Conditional) return note_elements(index, elements);
    note_elements(node.children[0], elements);
    note_container(node.children[1], elements);
    note_container(node.children[2], elements);
  }

  /// An element that hangs on the request, or on a variable that is bound further inside, may be
  /// any.
  void note_tested(std::uint32_t index, Elements& elements) {
    if (reads(index, Operator::RequestAttribute)) {
      elements.are_any = true;
      return;
    }
    const std::optional<Value> element = evaluate(expression_, index, snapshot_, bindings_);
    if (element && std::holds_alternative<std::string>(*element)) {
      elements.tested.insert(std::get<std::string>(*element));
    } else {
      elements.are_any |= reads(index, Operator::Variable);
    }
  }

  [[nodiscard]] bool reads(std::uint32_t index, Operator op) const {
    bool found = false;
    visit(expression_, index, [&](const Expression::Node& node) { found |= node.op == op; });
    return found;
  }

  /// Whether a scope is effective hangs on the requested ones that bring it.
  [[nodiscard]] std::set<std::string> bringing(const std::set<std::string>& scopes) const {
    std::set<std::string> all;
    for (const std::string& scope : scopes) {
      const auto found = snapshot_.brought_by.find(snapshot_.names->find(scope));
      if (found == snapshot_.brought_by.end()) continue;
      for (const Name by : found->second) all.emplace(snapshot_.text(by));
    }
    return all;
  }

  void add_all_elements(const std::string& attribute, std::set<std::string>& tested) const {
    const auto found = snapshot_.schema.request.find(attribute);
    if (found != snapshot_.schema.request.end())
      tested.insert(found->second.values.begin(), found->second.values.end());
  }

  const Expression& expression_;
  const Snapshot& snapshot_;
  Bindings& bindings_;
};

}  // namespace

bool reads_only_size(const Expression& expression, std::uint32_t node, std::string_view attribute) {
  if (attribute == kScopes) return false;
  std::size_t reads = 0;
  std::size_t sizes = 0;
  visit(expression, node, [&](const Expression::Node& read) {
    if (read.op == Operator::RequestAttribute) ++reads;
    if (is_size_of_request_set(expression, read)) ++sizes;
  });
  return sizes > 0 && sizes == reads;
}

std::vector<std::string> elements_tested(const Expression& expression, std::uint32_t node,
                                         const std::string& attribute, const Snapshot& snapshot,
                                         Bindings& bindings) {
  return SetElements(expression, snapshot, bindings).tested(node, attribute);
}

}  // namespace accessdrift
