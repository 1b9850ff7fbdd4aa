#include "accessdrift/base/quoted_text.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

TEST_CASE("quoted_text: reads back") {
  const std::pair<std::string, std::string> rows[] = {
      {"", "\"\""},
      {"a b", "\"a b\""},
      {"\"\\", "\"\\\"\\\\\""},
      {std::string("\0\n\x1F", 3), "\"\\u0000\\u000a\\u001f\""},
      {"grün €", "\"grün €\""}};
  for (const auto& [text, quoted] : rows) {
    CHECK(quoted_text(text) == quoted);
    std::string_view rest = quoted;
    CHECK(take_quoted_text(rest) == text);
    CHECK(rest.empty());
  }
}

TEST_CASE("take_quoted_text: knows the escapes of JSON") {
  std::string_view rest = R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00" left)";
  CHECK(take_quoted_text(rest) == "\"\\/\b\f\n\r\tAé€😀");
  CHECK(rest == " left");
}

TEST_CASE("take_quoted_text: refuses what JSON does not have") {
  for (std::string_view text :
       {"", "a", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u\"", "\"\\u12\"", "\"\\u12g4\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\u-123\"", "\"\n\""}) {
    CAPTURE(text);
    CHECK_FALSE(take_quoted_text(text));
  }
}

}  // namespace
}  // namespace accessdrift
