#pragma once

#include <string>

#include "accessdrift/cel/check.h"
#include "tests/unit/base/sample_zones.h"

namespace accessdrift::cel {

/// A schema with an attribute of every type, for the tests of this folder.
inline Schema sample_schema() {
  const auto of = [](TypeKind kind, std::vector<std::string> values = {}) {
    return AttributeType{kind, std::move(values), false};
  };
  Schema schema;
  schema.request = {{"request.ip", of(TypeKind::Ip)},
                    {"request.time", {TypeKind::Time, {}, true}},
                    {"token.scopes", {TypeKind::Set, {"payroll.read", "payroll.write"}, true}},
                    {"auth.mfa", of(TypeKind::Bool)},
                    {"auth.fresh", of(TypeKind::Bool)},
                    {"auth.methods", of(TypeKind::Set, {"pwd", "otp", "hwk"})},
                    {"token.client", of(TypeKind::String, {"cli", "payroll-cli"})},
                    {"auth.since", of(TypeKind::Time)},
                    {"device.os", of(TypeKind::Enum, {"linux", "macos", "windows"})},
                    {"device.name", of(TypeKind::String)},
                    {"risk", of(TypeKind::Int)}};
  schema.attributes = {{"department", of(TypeKind::String)},
                       {"owner", of(TypeKind::String)},
                       {"level", of(TypeKind::Int)},
                       {"on_call", of(TypeKind::Bool)},
                       {"home", of(TypeKind::Ip)},
                       {"hired", of(TypeKind::Time)},
                       {"grade", of(TypeKind::Enum, {"junior", "senior"})},
                       {"os", of(TypeKind::Enum, {"linux", "beos"})},
                       {"skills", of(TypeKind::Set, {"go", "cpp"})}};
  schema.networks = {"office", "vpn"};
  schema.windows = {"night", "office_hours"};
  schema.zones = sample_zones();
  return schema;
}

inline Result<Expression> check_sample(std::string_view text, Use use = Use::Condition) {
  ConditionText condition;
  condition.text = text;
  condition.place = {0, static_cast<std::uint32_t>(text.size())};
  return check(condition, nullptr, sample_schema(), use);
}

/// The typed tree as one line: `(and $auth.mfa (== user.level 3))`. Attributes of the request start
/// with `$`.
inline std::string dump(const Expression& expression, std::uint32_t node) {
  constexpr const char* kWords[] = {"",
                                    "list",
                                    "user.",
                                    "resource.",
                                    "$",
                                    "v",
                                    "not",
                                    "and",
                                    "or",
                                    "if",
                                    "==",
                                    "!=",
                                    "<",
                                    "<=",
                                    ">",
                                    ">=",
                                    "in",
                                    "in-network",
                                    "in-window",
                                    "+",
                                    "-",
                                    "getFullYear",
                                    "getMonth",
                                    "getDate",
                                    "getDayOfMonth",
                                    "getDayOfWeek",
                                    "getDayOfYear",
                                    "getHours",
                                    "getMinutes",
                                    "getSeconds",
                                    "has",
                                    "size",
                                    "starts",
                                    "ends",
                                    "contains",
                                    "matches",
                                    "exists",
                                    "all",
                                    "extract"};
  const Expression::Node& here = expression.at(node);
  const std::string word = kWords[static_cast<std::size_t>(here.op)];
  switch (here.op) {
    case Operator::Literal:
      return here.type == TypeKind::String ? "'" + to_text(here.literal) + "'"
                                           : to_text(here.literal);
    case Operator::UserAttribute:
    case Operator::ResourceAttribute:
    case Operator::RequestAttribute:
      return word + here.name;
    case Operator::Variable:
      return word + std::to_string(here.binding);
    default:
      break;
  }
  std::string text = "(" + word;
  const bool has_name = here.op == Operator::InNetwork || here.op == Operator::InWindow ||
                        here.op == Operator::Extract || is_calendar_field(here.op);
  if (has_name) text += " " + here.name;
  if (here.op == Operator::Exists || here.op == Operator::All)
    text += " v" + std::to_string(here.binding);
  for (const std::uint32_t child : here.children) text += " " + dump(expression, child);
  return text + ")";
}

inline std::string dump(const Expression& expression) {
  return dump(expression, expression.root());
}

/// `code begin end` of each problem, or the typed tree.
inline std::string outcome(std::string_view text, Use use = Use::Condition) {
  const auto checked = check_sample(text, use);
  if (checked) return dump(*checked);
  std::string words;
  for (const Diagnostic& problem : checked.error()) {
    if (!words.empty()) words += ", ";
    words += problem.code + " " + std::to_string(problem.span.place.begin) + " " +
             std::to_string(problem.span.place.end);
  }
  return words;
}

}  // namespace accessdrift::cel
