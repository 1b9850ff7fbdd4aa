#include "accessdrift/model/value.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

AttributeType type_of(TypeKind kind, std::vector<std::string> values = {}) {
  return {kind, std::move(values), false};
}

/// The value that is read back, or `-`.
std::string reading(std::string_view text, const AttributeType& type) {
  const auto value = parse_value(text, type);
  return value ? to_text(*value) : "-";
}

TEST_CASE("parse_value: each type reads its own texts only") {
  struct Row {
    AttributeType type;
    const char* text;
    const char* value;
  };
  const AttributeType os = type_of(TypeKind::Enum, {"linux", "macos"});
  const AttributeType methods = type_of(TypeKind::Set, {"pwd", "otp", "hwk"});
  for (const Row& row :
       {Row{type_of(TypeKind::Bool), "true", "true"},
        Row{type_of(TypeKind::Bool), "false", "false"},
        Row{type_of(TypeKind::Bool), "True", "-"},
        Row{type_of(TypeKind::Bool), "", "-"},
        Row{type_of(TypeKind::Int), "7", "7"},
        Row{type_of(TypeKind::Int), "-7", "-7"},
        Row{type_of(TypeKind::Int), "0", "0"},
        Row{type_of(TypeKind::Int), "9223372036854775807", "9223372036854775807"},
        Row{type_of(TypeKind::Int), "-9223372036854775808", "-9223372036854775808"},
        Row{type_of(TypeKind::Int), "9223372036854775808", "-"},
        Row{type_of(TypeKind::Int), "007", "-"},
        Row{type_of(TypeKind::Int), "-", "-"},
        Row{type_of(TypeKind::Int), "", "-"},
        Row{type_of(TypeKind::Int), "+7", "-"},
        Row{type_of(TypeKind::Int), "7 ", "-"},
        Row{type_of(TypeKind::Int), "7.0", "-"},
        Row{type_of(TypeKind::String), "", ""},
        Row{type_of(TypeKind::String), "a b", "a b"},
        Row{type_of(TypeKind::Ip), "::ffff:1.2.3.4", "1.2.3.4"},
        Row{type_of(TypeKind::Ip), "1.2.3.0/24", "-"},
        Row{type_of(TypeKind::Time), "2027-01-31", "2027-02-01T00:00:00Z"},
        Row{type_of(TypeKind::Time), "soon", "-"},
        Row{os, "linux", "linux"},
        Row{os, "Linux", "-"},
        Row{os, "", "-"},
        Row{methods, "", ""},
        Row{methods, "pwd,otp", "otp,pwd"},
        Row{methods, "pwd,pwd", "pwd"},
        Row{methods, "pwd,", "-"},
        Row{methods, ",pwd", "-"},
        Row{methods, "pwd, otp", "-"},
        Row{methods, "sms", "-"}}) {
    CAPTURE(row.text);
    CHECK(reading(row.text, row.type) == row.value);
  }
}

TEST_CASE("parse_value: a set is a set and an enum is a string") {
  CHECK(parse_value("", type_of(TypeKind::Set, {"a"})) == Value{std::set<std::string>{}});
  CHECK(parse_value("a", type_of(TypeKind::Set, {"a"})) == Value{std::set<std::string>{"a"}});
  CHECK(parse_value("a", type_of(TypeKind::Enum, {"a"})) == Value{std::string("a")});
}

TEST_CASE("to_text: types as messages name them") {
  CHECK(to_text(type_of(TypeKind::Bool)) == "bool");
  CHECK(to_text(type_of(TypeKind::Time)) == "time");
  CHECK(to_text(type_of(TypeKind::Enum, {"linux", "macos"})) == "one of linux, macos");
  CHECK(to_text(type_of(TypeKind::Set, {"otp", "pwd"})) == "set of otp, pwd");
  CHECK(to_text(type_of(TypeKind::Set)) == "empty set");
}

}  // namespace
}  // namespace accessdrift
