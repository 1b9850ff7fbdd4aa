#include "accessdrift/model/value.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_problem.h"
#include "accessdrift/base/time_text.h"

namespace accessdrift {
namespace {

std::string join(const auto& words, std::string_view separator) {
  std::string text;
  bool is_first = true;
  for (const std::string& word : words) {
    if (!std::exchange(is_first, false)) text += separator;
    text += word;
  }
  return text;
}

struct ToText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const IpAddress& value) const { return accessdrift::to_text(value); }
  std::string operator()(const std::set<std::string>& value) const { return join(value, ","); }
  std::string operator()(const Time& value) const { return accessdrift::to_text(value.instant); }
  std::string operator()(const Duration& value) const {
    return std::to_string(value.seconds) + "s";
  }
};

std::optional<Value> parse_bool(std::string_view text) {
  if (text == "true") return Value{true};
  if (text == "false") return Value{false};
  return std::nullopt;
}

/// Decimal without leading zeros, which some readers take for octal.
std::optional<Value> parse_int(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
  return Value{value};
}

std::optional<Value> parse_time(std::string_view text) {
  const auto time = read_time(text);
  if (!time) return std::nullopt;
  return Value{Time{*time}};
}

bool is_one_of(std::string_view text, const std::vector<std::string>& values) {
  return std::ranges::find(values, text) != values.end();
}

std::optional<Value> parse_set(std::string_view text, const std::vector<std::string>& values) {
  std::set<std::string> elements;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view element = text.substr(0, comma);
    if (comma == text.size() - 1 || !is_one_of(element, values)) return std::nullopt;
    elements.emplace(element);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return std::optional<Value>(std::in_place, std::move(elements));
}

}  // namespace

std::string to_text(const Value& value) { return std::visit(ToText{}, value); }

std::optional<Value> parse_value(std::string_view text, const AttributeType& type) {
  switch (type.kind) {
    case TypeKind::Bool:
      return parse_bool(text);
    case TypeKind::Int:
      return parse_int(text);
    case TypeKind::String:
      if (find_invalid_utf8(text)) return std::nullopt;
      return Value{std::string(text)};
    case TypeKind::Ip:
      if (const auto address = parse_ip(text)) return Value{*address};
      return std::nullopt;
    case TypeKind::Time:
      return parse_time(text);
    case TypeKind::Enum:
      if (is_one_of(text, type.values)) return Value{std::string(text)};
      return std::nullopt;
    case TypeKind::Set:
      return parse_set(text, type.values);
    case TypeKind::Duration:
      break;
  }
  return std::nullopt;
}

std::string_view name_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::Bool:
      return "bool";
    case TypeKind::Int:
      return "int";
    case TypeKind::String:
      return "string";
    case TypeKind::Ip:
      return "ip";
    case TypeKind::Time:
      return "time";
    case TypeKind::Enum:
      return "enum";
    case TypeKind::Set:
      return "set";
    case TypeKind::Duration:
      return "duration";
  }
  return {};
}

std::string to_text(const AttributeType& type) {
  if (type.kind == TypeKind::Enum) return "one of " + join(type.values, ", ");
  if (type.kind != TypeKind::Set) return std::string(name_of(type.kind));
  return type.values.empty() ? "empty set" : "set of " + join(type.values, ", ");
}

std::string values_in_words(const AttributeType& type) {
  switch (type.kind) {
    case TypeKind::Bool:
      return "`true` or `false`";
    case TypeKind::Int:
      return "a whole number of 64 bits";
    case TypeKind::String:
      return "a text";
    case TypeKind::Ip:
      return "an address";
    case TypeKind::Time:
      return "a date or a time";
    case TypeKind::Duration:
    case TypeKind::Enum:
    case TypeKind::Set:
      break;
  }
  return to_text(type);
}

bool has_kind(const Value& value, TypeKind kind) {
  switch (kind) {
    case TypeKind::Bool:
      return std::holds_alternative<bool>(value);
    case TypeKind::Int:
      return std::holds_alternative<std::int64_t>(value);
    case TypeKind::String:
    case TypeKind::Enum:
      return std::holds_alternative<std::string>(value);
    case TypeKind::Ip:
      return std::holds_alternative<IpAddress>(value);
    case TypeKind::Set:
      return std::holds_alternative<std::set<std::string>>(value);
    case TypeKind::Time:
      return std::holds_alternative<Time>(value);
    case TypeKind::Duration:
      return std::holds_alternative<Duration>(value);
  }
  return false;
}

bool is_of_type(const Value& value, const AttributeType& type) {
  if (!has_kind(value, type.kind)) return false;
  const auto is_declared = [&](const std::string& text) {
    return std::ranges::find(type.values, text) != type.values.end();
  };
  if (type.kind == TypeKind::String) return !find_invalid_utf8(std::get<std::string>(value));
  if (type.kind == TypeKind::Enum) return is_declared(std::get<std::string>(value));
  if (type.kind == TypeKind::Set)
    return std::ranges::all_of(std::get<std::set<std::string>>(value), is_declared);
  return true;
}

}  // namespace accessdrift
