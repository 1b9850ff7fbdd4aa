#include <string>
#include <utility>

#include "accessdrift/base/time_problem.h"
#include "accessdrift/cel/type_check.h"

namespace accessdrift::cel {
namespace {

constexpr std::string_view kZoneByDefault = "UTC";

tl::expected<Value, TimeProblem> read_literal(std::string_view text, TypeKind kind) {
  if (kind == TypeKind::Time) {
    return read_instant(text).map([](Instant instant) { return Value{Time{instant}}; });
  }
  return read_duration(text).map([](std::int64_t seconds) { return Value{Duration{seconds}}; });
}

bool is_of_time(const Type& type) { return type.is(TypeKind::Time) || type.is(TypeKind::Duration); }

/// Of a sum or difference; nothing if there is none.
std::optional<TypeKind> type_of_sum(bool is_difference, const Type& left, const Type& right) {
  if (!is_of_time(left) || !is_of_time(right)) return std::nullopt;
  const bool are_equal = left.kind == right.kind;
  if (are_equal && left.is(TypeKind::Duration)) return TypeKind::Duration;
  if (are_equal) return is_difference ? std::optional(TypeKind::Duration) : std::nullopt;
  const bool takes_from_duration = is_difference && left.is(TypeKind::Duration);
  return takes_from_duration ? std::nullopt : std::optional(TypeKind::Time);
}

Problems::Words words_for_sum(std::string_view sign, const Type& left, const Type& right) {
  const std::string message = quoted(sign) + " joins times and durations only";
  if (is_of_time(left) && is_of_time(right)) {
    return {quoted(sign) + " cannot join " + std::string(name_of(left)) + " and " +
                std::string(name_of(right)),
            sign == "+" ? "expected at most one time" : "expected a time in front of `-`"};
  }
  if (is_of_time(left) || is_of_time(right)) {
    return {message, "expected a time or a duration on either side",
            "a length of time is written `duration(\"90m\")`"};
  }
  return {message, "arithmetic is not part of conditions"};
}

}  // namespace

/// `timestamp("…")` and `duration("…")` are constants.
TypeChecker::Part TypeChecker::check_time_literal(std::uint32_t syntax, TypeKind kind) {
  if (!has_arguments(syntax, 1)) return unknown(syntax);
  const SyntaxNode& call = tree_.at(syntax);
  const std::uint32_t argument = call.children[0];
  const SyntaxNode& text = tree_.at(argument);
  if (text.kind != SyntaxKind::String) {
    return fail(argument, "wrong-type",
                {quoted(call.text) + " takes a string literal, not " + text_of(argument),
                 "expected a string literal"});
  }
  auto value = read_literal(text.text, kind);
  if (!value) {
    const std::string_view wanted =
        kind == TypeKind::Time ? " is not a time" : " is not a duration";
    return fail(argument, "invalid-time",
                {quoted(text.text) + std::string(wanted), std::move(value.error().label),
                 std::move(value.error().help)});
  }
  const Part part = emit(syntax, Operator::Literal, Type::of(kind));
  last_node().literal = *std::move(value);
  return part;
}

TypeChecker::Part TypeChecker::check_sum(std::uint32_t syntax) {
  const SyntaxNode& sum = tree_.at(syntax);
  const Part left = check(sum.children[0]);
  const Part right = check(sum.children[1]);
  if (!left.type.is_known || !right.type.is_known) return unknown(syntax);
  const bool is_difference = sum.text == "-";
  const auto kind = type_of_sum(is_difference, left.type, right.type);
  if (!kind) return fail(syntax, "wrong-type", words_for_sum(sum.text, left.type, right.type));
  return emit(syntax, is_difference ? Operator::Subtract : Operator::Add, Type::of(*kind),
              {left.node, right.node}, unite(left.reads, right.reads));
}

TypeChecker::Part TypeChecker::check_calendar_field(std::uint32_t syntax, Operator op) {
  const Part time = check(tree_.at(syntax).children[0]);
  if (time.type.is_known && !time.type.is(TypeKind::Time)) {
    fail(time.syntax, "wrong-type",
         {text_of(time.syntax) + " is " + std::string(name_of(time.type)) + ", not time",
          "expected a time"});
  }
  std::string zone = check_zone(syntax);
  const Part part = emit(syntax, op, Type::of(TypeKind::Int), {time.node}, time.reads);
  last_node().name = std::move(zone);
  return part;
}

/// The zone of `getHours` and its relatives, which must exist.
std::string TypeChecker::check_zone(std::uint32_t syntax) {
  const SyntaxNode& method = tree_.at(syntax);
  const std::size_t given = method.children.size() - 1;
  if (given > 1) {
    problems_.add("invalid-condition", method.range,
                  {quoted(method.text) + " takes at most 1 argument, not " + std::to_string(given),
                   "expected a zone or nothing"});
    return {};
  }
  if (given == 0) {
    const std::string zone(kZoneByDefault);
    return names_.has_zone(zone, method.function) ? zone : std::string();
  }
  const SyntaxNode& zone = tree_.at(method.children[1]);
  if (zone.kind != SyntaxKind::String) {
    problems_.add("wrong-type", zone.range,
                  {"the zone of " + quoted(method.text) + " must be a literal, not " +
                       text_of(method.children[1]),
                   "expected a string literal"});
    return {};
  }
  return names_.has_zone(zone.text, zone.range) ? zone.text : std::string();
}

TypeChecker::Part TypeChecker::check_in_window(std::uint32_t syntax, const Part& value) {
  const SyntaxNode& window = tree_.at(tree_.at(syntax).children[1]);
  const bool exists = names_.has_window(window);
  if (value.type.is_known && !value.type.is(TypeKind::Time)) {
    return fail(value.syntax, "wrong-type",
                {text_of(value.syntax) + " is " + std::string(name_of(value.type)) + ", not time",
                 "expected a time to look up in " + quoted(window.text)});
  }
  if (!exists) return unknown(syntax);
  const std::size_t dot = window.text.find('.');
  const Part part = finish_comparison(syntax, Operator::InWindow, {value.node}, value.reads);
  last_node().name = window.text.substr(dot + 1);
  return part;
}

}  // namespace accessdrift::cel
