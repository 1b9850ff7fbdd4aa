#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/cel/extraction.h"
#include "accessdrift/cel/pattern.h"
#include "accessdrift/cel/type_check.h"

namespace accessdrift::cel {
namespace {

constexpr std::array<std::string_view, 4> kFunctions{"has", "size", "timestamp", "duration"};
constexpr std::array<std::string_view, 16> kMethods{
    "startsWith",   "endsWith",    "contains",   "matches",   "exists",        "all",
    "size",         "getFullYear", "getMonth",   "getDate",   "getDayOfMonth", "getDayOfWeek",
    "getDayOfYear", "getHours",    "getMinutes", "getSeconds"};

struct CalendarField {
  std::string_view method;
  Operator op;
};
constexpr std::array<CalendarField, 9> kCalendarFields{{{"getFullYear", Operator::GetFullYear},
                                                        {"getMonth", Operator::GetMonth},
                                                        {"getDate", Operator::GetDate},
                                                        {"getDayOfMonth", Operator::GetDayOfMonth},
                                                        {"getDayOfWeek", Operator::GetDayOfWeek},
                                                        {"getDayOfYear", Operator::GetDayOfYear},
                                                        {"getHours", Operator::GetHours},
                                                        {"getMinutes", Operator::GetMinutes},
                                                        {"getSeconds", Operator::GetSeconds}}};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

std::optional<Operator> text_test_of(std::string_view function) {
  if (function == "startsWith") return Operator::StartsWith;
  if (function == "endsWith") return Operator::EndsWith;
  if (function == "contains") return Operator::Contains;
  if (function == "matches") return Operator::Matches;
  return std::nullopt;
}

std::optional<Operator> quantifier_of(std::string_view function) {
  if (function == "exists") return Operator::Exists;
  if (function == "all") return Operator::All;
  return std::nullopt;
}

std::optional<Operator> calendar_field_of(std::string_view function) {
  const auto* const field = std::ranges::find(kCalendarFields, function, &CalendarField::method);
  if (field == kCalendarFields.end()) return std::nullopt;
  return field->op;
}

}  // namespace

TypeChecker::Part TypeChecker::check_call(std::uint32_t syntax) {
  const SyntaxNode& call = tree_.at(syntax);
  if (call.text == "has") return check_has(syntax);
  if (call.text == "size") return check_size(syntax);
  if (call.text == "timestamp") return check_time_literal(syntax, TypeKind::Time);
  if (call.text == "duration") return check_time_literal(syntax, TypeKind::Duration);
  return unknown_function(syntax);
}

TypeChecker::Part TypeChecker::check_method(std::uint32_t syntax) {
  const SyntaxNode& method = tree_.at(syntax);
  if (method.text == "size") return check_size(syntax);
  if (method.text == "extract") return check_extract(syntax);
  if (const auto op = text_test_of(method.text)) return check_text_test(syntax, *op);
  if (const auto op = quantifier_of(method.text)) return check_quantifier(syntax, *op);
  if (const auto op = calendar_field_of(method.text)) return check_calendar_field(syntax, *op);
  return unknown_function(syntax);
}

TypeChecker::Part TypeChecker::check_has(std::uint32_t syntax) {
  if (!has_arguments(syntax, 1)) return unknown(syntax);
  const std::uint32_t argument = tree_.at(syntax).children[0];
  const SyntaxNode& name = tree_.at(argument);
  if (name.kind != SyntaxKind::Name || variable_of(name) != nullptr) {
    return fail(argument, "wrong-type",
                {"`has` takes an attribute, not " + text_of(argument),
                 "expected the name of an attribute"});
  }
  const Part attribute = check_name(argument);
  if (!attribute.type.is_known) return unknown(syntax);
  return emit(syntax, Operator::Has, Type::of(TypeKind::Bool), {attribute.node}, attribute.reads);
}

TypeChecker::Part TypeChecker::check_size(std::uint32_t syntax) {
  if (!has_arguments(syntax, 1)) return unknown(syntax);
  const Part part = check(tree_.at(syntax).children[0]);
  const Type number = Type::of(TypeKind::Int);
  if (part.type.is_known && !part.type.is_text() && !part.type.is(TypeKind::Set)) {
    fail(part.syntax, "wrong-type",
         {text_of(part.syntax) + " is " + std::string(name_of(part.type)) + ", which has no size",
          "expected a string or a set"});
  }
  return emit(syntax, Operator::Size, number, {part.node}, part.reads);
}

TypeChecker::Part TypeChecker::check_extract(std::uint32_t syntax) {
  if (!has_arguments(syntax, 1)) return unknown(syntax);
  const SyntaxNode& method = tree_.at(syntax);
  const Part text = check(method.children[0]);
  const SyntaxNode& wanted = tree_.at(method.children[1]);
  if (!is_text(text) || !text.type.is_known) return unknown(syntax);
  if (nodes_[text.node].op != Operator::ResourceAttribute) {
    return fail(text.syntax, "wrong-use",
                {"nothing is extracted from " + text_of(text.syntax),
                 "expected an attribute of `resource`"});
  }
  if (wanted.kind != SyntaxKind::String || !extraction_of(wanted.text)) {
    return fail(method.children[1], "wrong-type",
                {text_of(method.children[1]) + " is no template",
                 "expected a string literal like `\"projects/{project}/\"`"});
  }
  const Part part = emit(syntax, Operator::Extract, Type::of(TypeKind::String), {text.node});
  last_node().name = wanted.text;
  return part;
}

TypeChecker::Part TypeChecker::check_text_test(std::uint32_t syntax, Operator op) {
  if (!has_arguments(syntax, 1)) return unknown(syntax);
  const SyntaxNode& method = tree_.at(syntax);
  const Part text = check(method.children[0]);
  const Part argument = check(method.children[1]);
  (void)is_text(text);
  (void)(op == Operator::Matches ? is_pattern(argument.syntax) : is_text(argument));
  return finish_comparison(syntax, op, {text.node, argument.node},
                           unite(text.reads, argument.reads));
}

bool TypeChecker::is_text(const Part& part) {
  if (!part.type.is_known || part.type.is_text()) return true;
  fail(part.syntax, "wrong-type",
       {text_of(part.syntax) + " is " + std::string(name_of(part.type)) + ", not string",
        "expected a string",
        part.type.is(TypeKind::Set)
            ? "`\"x\" in " + text_of(part.syntax).substr(1) + " tests an element of a set"
            : std::string()});
  return false;
}

bool TypeChecker::is_pattern(std::uint32_t syntax) {
  const SyntaxNode& pattern = tree_.at(syntax);
  if (pattern.kind != SyntaxKind::String) {
    problems_.add(
        "wrong-type", pattern.range,
        {"a pattern must be a literal, not " + text_of(syntax), "expected a string literal"});
    return false;
  }
  const auto problem = pattern_problem(pattern.text);
  if (!problem) return true;
  // RE2 says `missing ): (a|b`: what is wrong, then where.
  const std::size_t colon = problem->find(": ");
  std::string label = "expected RE2 syntax, found: " + problem->substr(0, colon);
  if (colon != problem->npos)
    label += " in " + quoted(std::string_view(*problem).substr(colon + 2));
  problems_.add("invalid-pattern", pattern.range,
                {"invalid pattern " + text_of(syntax), std::move(label)});
  return false;
}

TypeChecker::Part TypeChecker::check_quantifier(std::uint32_t syntax, Operator op) {
  if (!has_arguments(syntax, 2)) return unknown(syntax);
  const SyntaxNode& method = tree_.at(syntax);
  const SyntaxNode& list = tree_.at(method.children[0]);
  const SyntaxNode& name = tree_.at(method.children[1]);
  if (list.kind != SyntaxKind::List) {
    return fail(
        method.children[0], "wrong-type",
        {quoted(method.text) + " works on a list literal, not on " + text_of(method.children[0]),
         "expected `[…]`", "`\"x\" in SET` tests an element of a set"});
  }
  const bool is_word = name.kind == SyntaxKind::Name && name.text.find('.') == name.text.npos;
  if (!is_word || !names_.is_free(name.text)) {
    return fail(method.children[1], "invalid-condition",
                {text_of(method.children[1]) + " cannot name an element of the list",
                 "expected a name that means nothing else",
                 "for example `[\"a\", \"b\"].exists(x, x == user.NAME)`"});
  }
  const std::size_t nodes_before = nodes_.size();
  const ListPart elements = check_list(method.children[0]);
  const Part predicate = check_predicate(syntax, op, elements);
  if (!elements.elements.empty()) return predicate;
  // Nothing is ever tested.
  nodes_.resize(nodes_before);
  const Part constant = emit(syntax, Operator::Literal, Type::of(TypeKind::Bool));
  last_node().literal = op == Operator::All;
  return constant;
}

TypeChecker::Part TypeChecker::check_predicate(std::uint32_t syntax, Operator op,
                                               const ListPart& list) {
  const SyntaxNode& method = tree_.at(syntax);
  const std::uint32_t binding = bindings_++;
  std::vector<Reads> reads;
  reads.reserve(list.elements.size());
  for (const Part& element : list.elements) reads.push_back(element.reads);
  const Type type = list.elements.empty() ? Type::unknown() : list.element;
  variables_.push_back(
      {tree_.at(method.children[1]).text, binding, type, choice_of(reads, binding)});
  const Part predicate = check_bool(method.children[2]);
  variables_.pop_back();
  const Part part = emit(syntax, op, Type::of(TypeKind::Bool), {list.node, predicate.node},
                         unite(list.reads, predicate.reads));
  last_node().binding = binding;
  return part;
}

/// How many arguments a function has, the receiver of a method left out.
bool TypeChecker::has_arguments(std::uint32_t syntax, std::size_t count) {
  const SyntaxNode& function = tree_.at(syntax);
  const bool is_size_method = function.kind == SyntaxKind::Method && function.text == "size";
  const std::size_t expected = is_size_method ? 0 : count;
  const std::size_t given =
      function.children.size() - (function.kind == SyntaxKind::Method ? 1 : 0);
  if (given == expected) return true;
  const std::string arguments =
      std::to_string(expected) + (expected == 1 ? " argument" : " arguments");
  problems_.add("invalid-condition", function.range,
                {quoted(function.text) + " takes " + arguments + ", not " + std::to_string(given),
                 "expected " + arguments});
  return false;
}

TypeChecker::Part TypeChecker::unknown_function(std::uint32_t syntax) {
  const SyntaxNode& function = tree_.at(syntax);
  const bool is_method = function.kind == SyntaxKind::Method;
  std::string help;
  if (is_method && is_one_of(function.text, kFunctions)) {
    help = "write " + quoted(function.text + "(x)");
  } else if (!is_method && is_one_of(function.text, kMethods)) {
    help = "write " + quoted("x." + function.text + "(…)");
  } else if (is_method) {
    help = suggestion(function.text, kMethods);
  } else {
    help = suggestion(function.text, kFunctions);
  }
  problems_.add("unknown-function", function.function,
                {"unknown function " + quoted(function.text), "conditions have no such function",
                 std::move(help)});
  return unknown(syntax);
}

}  // namespace accessdrift::cel
