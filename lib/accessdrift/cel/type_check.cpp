#include "accessdrift/cel/type_check.h"

#include <ranges>
#include <utility>

namespace accessdrift::cel {

std::vector<Expression::Node> TypeChecker::run() {
  check_bool(tree_.root);
  return std::move(nodes_);
}

TypeChecker::Part TypeChecker::check(std::uint32_t syntax) {
  switch (tree_.at(syntax).kind) {
    case SyntaxKind::Boolean:
    case SyntaxKind::Integer:
    case SyntaxKind::String:
      return check_literal(syntax);
    case SyntaxKind::List:
      return fail(
          syntax, "wrong-type",
          {"a list is not a value here", "expected a bool, int, string, ip, time, duration or set",
           "a list stands on the right of `in`, or before `.exists` and `.all`"});
    case SyntaxKind::Name:
      return check_name(syntax);
    case SyntaxKind::Call:
      return check_call(syntax);
    case SyntaxKind::Method:
      return check_method(syntax);
    case SyntaxKind::Not:
    case SyntaxKind::And:
    case SyntaxKind::Or:
      return check_logic(syntax);
    case SyntaxKind::Conditional:
      return check_conditional(syntax);
    case SyntaxKind::Relation:
      return check_relation(syntax);
    case SyntaxKind::Sum:
      return check_sum(syntax);
  }
  return unknown(syntax);
}

TypeChecker::Part TypeChecker::check_bool(std::uint32_t syntax) {
  Part part = check(syntax);
  if (!part.type.is_known || part.type.is(TypeKind::Bool)) return part;
  const std::string type(name_of(part.type));
  problems_.add("wrong-type", tree_.at(syntax).range,
                {text_of(syntax) + " is " + type + ", not bool", "expected bool, found " + type});
  part.type = Type::unknown();
  return part;
}

TypeChecker::Part TypeChecker::check_literal(std::uint32_t syntax) {
  const SyntaxNode& literal = tree_.at(syntax);
  switch (literal.kind) {
    case SyntaxKind::Boolean: {
      const Part part = emit(syntax, Operator::Literal, Type::of(TypeKind::Bool));
      last_node().literal = literal.number != 0;
      return part;
    }
    case SyntaxKind::Integer: {
      const Part part = emit(syntax, Operator::Literal, Type::of(TypeKind::Int));
      last_node().literal = literal.number;
      return part;
    }
    default: {
      const Part part = emit(syntax, Operator::Literal, Type::of(TypeKind::String));
      last_node().literal = literal.text;
      return part;
    }
  }
}

TypeChecker::Part TypeChecker::check_name(std::uint32_t syntax) {
  const SyntaxNode& name = tree_.at(syntax);
  if (const Variable* variable = variable_of(name)) return check_variable(syntax, *variable);
  if (const std::string_view named = names_.named_condition(name); !named.empty()) {
    const Part part = emit(syntax, Operator::NamedCondition, Type::of(TypeKind::Bool));
    last_node().name = named;
    return part;
  }
  if (const std::string_view list = names_.list(name); !list.empty()) {
    const Part part = emit(syntax, Operator::InList, Type::of(TypeKind::Bool));
    last_node().name = list;
    return part;
  }
  const auto attribute = names_.find(name);
  if (!attribute) return unknown(syntax);
  const AttributeType& declared = *attribute->type;
  Type type = Type::of(declared.kind);
  if (declared.kind == TypeKind::Enum || declared.kind == TypeKind::Set ||
      *attribute->name == kClient)
    type.values = &declared.values;
  const bool is_of_request = attribute->root == Operator::RequestAttribute;
  const Part part = emit(syntax, attribute->root, type, {},
                         is_of_request ? Reads::one(*attribute->name) : Reads{});
  last_node().name = *attribute->name;
  return part;
}

TypeChecker::Part TypeChecker::check_variable(std::uint32_t syntax, const Variable& variable) {
  if (tree_.at(syntax).text != variable.name) {
    return fail(syntax, "wrong-type",
                {quoted(variable.name) + " has no attributes",
                 "expected " + quoted(variable.name) + " alone"});
  }
  const Part part = emit(syntax, Operator::Variable, variable.type, {}, variable.reads);
  last_node().binding = variable.binding;
  return part;
}

TypeChecker::Part TypeChecker::check_logic(std::uint32_t syntax) {
  const SyntaxNode& logic = tree_.at(syntax);
  Reads reads;
  std::vector<std::uint32_t> children;
  children.reserve(logic.children.size());
  for (const std::uint32_t child : logic.children) {
    const Part part = check_bool(child);
    reads = unite(reads, part.reads);
    children.push_back(part.node);
  }
  Operator op = Operator::Not;
  if (logic.kind == SyntaxKind::And) op = Operator::And;
  if (logic.kind == SyntaxKind::Or) op = Operator::Or;
  return emit(syntax, op, Type::of(TypeKind::Bool), std::move(children), reads);
}

TypeChecker::Part TypeChecker::check_conditional(std::uint32_t syntax) {
  const SyntaxNode& conditional = tree_.at(syntax);
  const Part condition = check_bool(conditional.children[0]);
  const Part chosen = check(conditional.children[1]);
  const Part otherwise = check(conditional.children[2]);
  const auto type = common_type(chosen.type, otherwise.type);
  if (!type) {
    problems_.add("wrong-type", tree_.at(otherwise.syntax).range,
                  {"both results of `?:` must be of one type",
                   "expected " + std::string(name_of(chosen.type)) + " like the first, found " +
                       std::string(name_of(otherwise.type))});
  }
  return emit(syntax, Operator::Conditional, type.value_or(Type::unknown()),
              {condition.node, chosen.node, otherwise.node},
              unite(condition.reads, unite(chosen.reads, otherwise.reads)));
}

TypeChecker::Part TypeChecker::emit(std::uint32_t syntax, Operator op, Type type,
                                    std::vector<std::uint32_t> children, Reads reads) {
  Expression::Node node;
  node.op = op;
  node.type = type.kind;
  node.children = std::move(children);
  node.begin = tree_.at(syntax).range.begin;
  node.end = tree_.at(syntax).range.end;
  nodes_.push_back(std::move(node));
  return {syntax, static_cast<std::uint32_t>(nodes_.size() - 1), type, reads};
}

TypeChecker::Part TypeChecker::fail(std::uint32_t syntax, std::string_view code,
                                    Problems::Words words) {
  problems_.add(code, tree_.at(syntax).range, std::move(words));
  return unknown(syntax);
}

std::string TypeChecker::text_of(std::uint32_t syntax) const {
  const Range range = tree_.at(syntax).range;
  return quoted(text_.substr(range.begin, range.end - range.begin));
}

const TypeChecker::Variable* TypeChecker::variable_of(const SyntaxNode& name) const {
  const std::string_view first = std::string_view(name.text).substr(0, name.text.find('.'));
  for (const Variable& variable : std::views::reverse(variables_)) {
    if (variable.name == first) return &variable;
  }
  return nullptr;
}

}  // namespace accessdrift::cel
