#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/cel/attribute_names.h"
#include "accessdrift/cel/problems.h"
#include "accessdrift/cel/reads.h"
#include "accessdrift/cel/syntax.h"
#include "accessdrift/cel/type.h"
#include "accessdrift/model/expression.h"

namespace accessdrift::cel {

/// Gives types to a syntax tree and emits the expression, children first. Where something is wrong
/// it tells so and goes on with an unknown type; what it has emitted then is for nobody. Recursion
/// goes as deep as the tree, at most kMaxDepth.
class TypeChecker {
 public:
  /// All must outlive the object.
  TypeChecker(std::string_view text, const SyntaxTree& tree, AttributeNames& names,
              Problems& problems)
      : text_(text), tree_(tree), names_(names), problems_(problems) {}

  [[nodiscard]] std::vector<Expression::Node> run();

 private:
  /// A part that was checked.
  struct Part {
    std::uint32_t syntax = 0;
    std::uint32_t node = 0;
    Type type;
    Reads reads;
  };
  struct ListPart {
    std::uint32_t node = 0;
    Type element;
    std::vector<Part> elements;
    Reads reads;
  };
  struct Variable {
    std::string_view name;
    std::uint32_t binding = 0;
    Type type;
    Reads reads;
  };

  // type_check.cpp: leaves and logic
  Part check(std::uint32_t syntax);
  Part check_bool(std::uint32_t syntax);
  Part check_literal(std::uint32_t syntax);
  Part check_name(std::uint32_t syntax);
  Part check_variable(std::uint32_t syntax, const Variable& variable);
  Part check_logic(std::uint32_t syntax);
  Part check_conditional(std::uint32_t syntax);

  // comparison_check.cpp
  Part check_relation(std::uint32_t syntax);
  Part check_equality(std::uint32_t syntax);
  Part check_order(std::uint32_t syntax);
  Part check_in(std::uint32_t syntax);
  Part check_in_list(std::uint32_t syntax, const Part& value);
  Part check_in_network(std::uint32_t syntax, const Part& value);
  Part check_in_set(std::uint32_t syntax, const Part& value);
  ListPart check_list(std::uint32_t syntax);
  Part finish_comparison(std::uint32_t syntax, Operator op, std::vector<std::uint32_t> children,
                         Reads reads);
  Reads one_of_several(std::uint32_t syntax, const Reads& reads);
  void require_comparable(const Part& left, const Part& right);
  void require_values(const Part& text, const Part& other);
  [[nodiscard]] static std::string_view thing_named_by(const Part& values);
  void require_value(std::uint32_t syntax, const std::vector<std::string>& values,
                     const Part& other);

  // time_check.cpp
  Part check_time_literal(std::uint32_t syntax, TypeKind kind);
  Part check_sum(std::uint32_t syntax);
  Part check_calendar_field(std::uint32_t syntax, Operator op);
  std::string check_zone(std::uint32_t syntax);
  Part check_in_window(std::uint32_t syntax, const Part& value);

  // function_check.cpp
  Part check_call(std::uint32_t syntax);
  Part check_method(std::uint32_t syntax);
  Part check_has(std::uint32_t syntax);
  Part check_size(std::uint32_t syntax);
  Part check_extract(std::uint32_t syntax);
  Part check_text_test(std::uint32_t syntax, Operator op);
  Part check_quantifier(std::uint32_t syntax, Operator op);
  Part check_predicate(std::uint32_t syntax, Operator op, const ListPart& list);
  bool is_pattern(std::uint32_t syntax);
  bool has_arguments(std::uint32_t syntax, std::size_t count);
  bool is_text(const Part& part);
  Part unknown_function(std::uint32_t syntax);

  /// Emits a node at the place of `syntax`.
  Part emit(std::uint32_t syntax, Operator op, Type type, std::vector<std::uint32_t> children = {},
            Reads reads = {});
  Expression::Node& last_node() { return nodes_.back(); }
  /// A stand-in behind an error.
  Part unknown(std::uint32_t syntax) { return emit(syntax, Operator::Literal, Type::unknown()); }
  Part fail(std::uint32_t syntax, std::string_view code, Problems::Words words);
  /// As written, for messages.
  [[nodiscard]] std::string text_of(std::uint32_t syntax) const;
  [[nodiscard]] const Variable* variable_of(const SyntaxNode& name) const;

  std::string_view text_;
  const SyntaxTree& tree_;
  AttributeNames& names_;
  Problems& problems_;
  std::vector<Expression::Node> nodes_;
  std::vector<Variable> variables_;  // innermost last
  std::uint32_t bindings_ = 0;
};

}  // namespace accessdrift::cel
