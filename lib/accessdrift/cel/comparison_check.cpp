#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/cel/type_check.h"

namespace accessdrift::cel {
namespace {

constexpr std::size_t kMostValuesNamed = 8;

/// `expected one of linux, macos and 3 more`
std::string expected_values(const std::vector<std::string>& values) {
  if (values.empty()) return "no value is declared";
  std::string text = "expected " + std::string(values.size() > 1 ? "one of " : "");
  const std::size_t named = std::min(values.size(), kMostValuesNamed);
  for (std::size_t i = 0; i < named; ++i) text += (i > 0 ? ", " : "") + shortened(values[i], 40);
  if (named < values.size()) text += " and " + std::to_string(values.size() - named) + " more";
  return text;
}

bool are_kinds(const Type& a, const Type& b, TypeKind one, TypeKind other) {
  return (a.is(one) && b.is(other)) || (a.is(other) && b.is(one));
}

bool has_order(const Type& type) {
  return type.is(TypeKind::Int) || type.is(TypeKind::String) || type.is(TypeKind::Time) ||
         type.is(TypeKind::Duration);
}

/// How to say what was probably meant by comparing an `a` with a `b`.
std::string help_for_mismatch(const Type& a, const Type& b) {
  if (are_kinds(a, b, TypeKind::Ip, TypeKind::String)) {
    return "name addresses in `networks` and write `request.ip in networks.NAME`";
  }
  if (are_kinds(a, b, TypeKind::Time, TypeKind::String)) {
    return "a time is written `timestamp(\"2027-01-31T18:00:00Z\")`";
  }
  if (are_kinds(a, b, TypeKind::Duration, TypeKind::String) ||
      are_kinds(a, b, TypeKind::Duration, TypeKind::Int)) {
    return "a length of time is written `duration(\"90m\")`";
  }
  if (a.is(TypeKind::Set) || b.is(TypeKind::Set)) return "`\"x\" in SET` tests an element of a set";
  return {};
}

}  // namespace

TypeChecker::Part TypeChecker::check_relation(std::uint32_t syntax) {
  switch (tree_.at(syntax).relation) {
    case Operator::Equal:
    case Operator::NotEqual:
      return check_equality(syntax);
    case Operator::In:
      return check_in(syntax);
    default:
      return check_order(syntax);
  }
}

TypeChecker::Part TypeChecker::check_equality(std::uint32_t syntax) {
  const SyntaxNode& relation = tree_.at(syntax);
  const Part left = check(relation.children[0]);
  const Part right = check(relation.children[1]);
  require_comparable(left, right);
  require_values(left, right);
  require_values(right, left);
  return finish_comparison(syntax, relation.relation, {left.node, right.node},
                           unite(left.reads, right.reads));
}

TypeChecker::Part TypeChecker::check_order(std::uint32_t syntax) {
  const SyntaxNode& relation = tree_.at(syntax);
  const Part left = check(relation.children[0]);
  const Part right = check(relation.children[1]);
  const Reads reads = unite(left.reads, right.reads);
  for (const Part& part : {left, right}) {
    if (has_order(part.type) || !part.type.is_known) continue;
    const bool is_chain = tree_.at(part.syntax).kind == SyntaxKind::Relation;
    return fail(
        part.syntax, "wrong-type",
        {text_of(part.syntax) + " is " + std::string(name_of(part.type)) + ", which has no order",
         "expected two ints, strings, times or durations",
         is_chain ? "write `a < b && b < c`" : ""});
  }
  require_comparable(left, right);
  return finish_comparison(syntax, relation.relation, {left.node, right.node}, reads);
}

TypeChecker::Part TypeChecker::check_in(std::uint32_t syntax) {
  const std::uint32_t left = tree_.at(syntax).children[0];
  const SyntaxNode& right = tree_.at(tree_.at(syntax).children[1]);
  const Part value = check(left);
  if (right.kind == SyntaxKind::List) return check_in_list(syntax, value);
  if (is_network_name(right)) return check_in_network(syntax, value);
  if (is_window_name(right)) return check_in_window(syntax, value);
  return check_in_set(syntax, value);
}

TypeChecker::Part TypeChecker::check_in_list(std::uint32_t syntax, const Part& value) {
  const std::uint32_t list_syntax = tree_.at(syntax).children[1];
  const ListPart list = check_list(list_syntax);
  if (value.type.is(TypeKind::Set)) {
    return fail(value.syntax, "wrong-type",
                {text_of(value.syntax) + " is a set, which no list can hold",
                 "expected a bool, int, string, ip, time or duration",
                 "`[\"x\", \"y\"].exists(v, v in SET)` tests whether a set has one of them"});
  }
  if (list.elements.empty()) {
    nodes_[list.node].type = value.type.kind;
  } else if (are_comparable(value.type, list.element)) {
    for (const Part& element : list.elements) {
      require_values(element, value);
      require_values(value, element);
    }
  } else {
    require_comparable(value, list.elements.front());
  }
  return finish_comparison(syntax, Operator::In, {value.node, list.node},
                           unite(value.reads, list.reads));
}

TypeChecker::Part TypeChecker::check_in_network(std::uint32_t syntax, const Part& value) {
  const SyntaxNode& network = tree_.at(tree_.at(syntax).children[1]);
  const bool exists = names_.has_network(network);
  if (value.type.is_known && !value.type.is(TypeKind::Ip)) {
    return fail(value.syntax, "wrong-type",
                {text_of(value.syntax) + " is " + std::string(name_of(value.type)) + ", not ip",
                 "expected an ip to look up in " + quoted(network.text)});
  }
  if (!exists) return unknown(syntax);
  const std::size_t dot = network.text.find('.');
  const Part part = finish_comparison(syntax, Operator::InNetwork, {value.node}, value.reads);
  last_node().name = network.text.substr(dot + 1);
  return part;
}

TypeChecker::Part TypeChecker::check_in_set(std::uint32_t syntax, const Part& value) {
  const Part set = check(tree_.at(syntax).children[1]);
  if (!set.type.is_known) return unknown(syntax);
  if (!set.type.is(TypeKind::Set)) {
    return fail(
        set.syntax, "wrong-type",
        {text_of(set.syntax) + " is " + std::string(name_of(set.type)) + ", which has no elements",
         "expected a list, a set, a network or a window"});
  }
  if (value.type.is_known && !value.type.is_text()) {
    return fail(value.syntax, "wrong-type",
                {text_of(value.syntax) + " is " + std::string(name_of(value.type)) + ", not string",
                 "expected a string, as the elements of " + text_of(set.syntax) + " are"});
  }
  require_values(value, set);
  return finish_comparison(syntax, Operator::In, {value.node, set.node},
                           unite(value.reads, set.reads));
}

TypeChecker::ListPart TypeChecker::check_list(std::uint32_t syntax) {
  ListPart list;
  std::vector<std::uint32_t> children;
  for (const std::uint32_t child : tree_.at(syntax).children) {
    Part element = check(child);
    if (element.type.is(TypeKind::Set)) {
      element = fail(child, "wrong-type",
                     {text_of(child) + " is a set, which no list can hold",
                      "expected a bool, int, string, ip, time or duration"});
    }
    const auto type =
        list.elements.empty() ? element.type : common_type(list.element, element.type);
    if (type) {
      list.element = *type;
    } else {
      element = fail(child, "wrong-type",
                     {"the elements of a list must be of one type",
                      "expected " + std::string(name_of(list.element)) + ", found " +
                          std::string(name_of(element.type))});
    }
    if (element.reads.kind == Reads::Kind::Several)
      element.reads = one_of_several(child, element.reads);
    list.reads = unite(list.reads, element.reads);
    children.push_back(element.node);
    list.elements.push_back(element);
  }
  list.node = emit(syntax, Operator::List, list.element, std::move(children)).node;
  return list;
}

TypeChecker::Part TypeChecker::finish_comparison(std::uint32_t syntax, Operator op,
                                                 std::vector<std::uint32_t> children, Reads reads) {
  if (reads.kind == Reads::Kind::Several) reads = one_of_several(syntax, reads);
  return emit(syntax, op, Type::of(TypeKind::Bool), std::move(children), reads);
}

/// Tells that a comparison, or an element of a list, reads several attributes of the request; gives
/// one of them to go on with.
Reads TypeChecker::one_of_several(std::uint32_t syntax, const Reads& reads) {
  const SyntaxKind kind = tree_.at(syntax).kind;
  const std::string what = kind == SyntaxKind::Relation ? "a comparison"
                           : kind == SyntaxKind::Method ? quoted(tree_.at(syntax).text)
                                                        : "an element of a list";
  problems_.add("unsupported-comparison", tree_.at(syntax).range,
                {what + " reads " + quoted(*reads.first) + " and " + quoted(*reads.second),
                 "expected at most one attribute of the request",
                 "compare each with a constant or with an attribute of `user` or `resource`"});
  return Reads::one(*reads.first);
}

void TypeChecker::require_comparable(const Part& left, const Part& right) {
  if (are_comparable(left.type, right.type)) return;
  const std::string left_type(name_of(left.type));
  const std::string right_type(name_of(right.type));
  if (left.type.is(TypeKind::Set) && right.type.is(TypeKind::Set)) {
    problems_.add("wrong-type", tree_.at(right.syntax).range,
                  {"sets cannot be compared", "expected an element and `in`",
                   help_for_mismatch(left.type, right.type)});
    return;
  }
  problems_.add("wrong-type", tree_.at(right.syntax).range,
                {text_of(left.syntax) + " is " + left_type + ", " + text_of(right.syntax) + " is " +
                     right_type,
                 "expected " + left_type + ", found " + right_type,
                 help_for_mismatch(left.type, right.type)});
}

/// A literal that is compared with an enum or the client, or looked for in a set, must be one of
/// its values.
void TypeChecker::require_values(const Part& text, const Part& other) {
  if (!other.type.is_known || other.type.values == nullptr || !text.type.is_text()) return;
  require_value(text.syntax, *other.type.values, other);
}

/// What the values are names of that are declared elsewhere; empty if the attribute declares them.
std::string_view TypeChecker::thing_named_by(const Part& values) {
  if (!values.reads.is_any()) return {};
  if (*values.reads.first == kScopes) return "scope";
  return *values.reads.first == kClient ? "client" : "";
}

void TypeChecker::require_value(std::uint32_t syntax, const std::vector<std::string>& values,
                                const Part& other) {
  const SyntaxNode& node = tree_.at(syntax);
  if (node.kind == SyntaxKind::Conditional) {
    require_value(node.children[1], values, other);
    require_value(node.children[2], values, other);
    return;
  }
  if (node.kind != SyntaxKind::String || std::ranges::find(values, node.text) != values.end())
    return;
  const std::vector<std::string_view> candidates(values.begin(), values.end());
  const std::string_view thing = thing_named_by(other);
  const std::string message =
      thing.empty() ? quoted(node.text) + " is not a value of " + text_of(other.syntax)
                    : "unknown " + std::string(thing) + " " + quoted(node.text);
  const std::string label =
      thing.empty() ? expected_values(values) : "no " + std::string(thing) + " has this name";
  problems_.add("unknown-value", node.range, {message, label, suggestion(node.text, candidates)});
}

}  // namespace accessdrift::cel
