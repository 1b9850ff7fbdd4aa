#include "accessdrift/base/diagnostic_rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace accessdrift {
namespace {

TEST_CASE("diagnostic_rules: sorted and each code once") {
  const auto rules = diagnostic_rules();
  REQUIRE(rules.size() > 40);
  const auto repeated =
      std::ranges::adjacent_find(rules, std::ranges::greater_equal{}, &DiagnosticRule::code);
  CHECK((repeated == rules.end() ? "" : std::string(repeated->code)) == "");
}

TEST_CASE(
    "diagnostic_rules: summaries are one line without a period and explanations end with one") {
  for (const DiagnosticRule& rule : diagnostic_rules()) {
    CAPTURE(rule.code);
    CHECK_FALSE(rule.summary.empty());
    CHECK(rule.summary.find('\n') == std::string_view::npos);
    CHECK_FALSE(rule.summary.ends_with('.'));
    CHECK_FALSE(rule.explanation.empty());
    CHECK_FALSE(rule.explanation.ends_with('\n'));
  }
}

TEST_CASE("diagnostic_rules: lines fit a page") {
  for (const DiagnosticRule& rule : diagnostic_rules()) {
    for (std::string_view text = rule.explanation; !text.empty();) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      CAPTURE(text.substr(0, end));
      CHECK(end <= 160);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
}

TEST_CASE("find_rule: by its whole code only") {
  REQUIRE(find_rule("unknown-group") != nullptr);
  CHECK(find_rule("unknown-group")->code == "unknown-group");
  CHECK(find_rule("unknown-grou") == nullptr);
  CHECK(find_rule("") == nullptr);
  CHECK(find_rule("zzz") == nullptr);
}

}  // namespace
}  // namespace accessdrift
