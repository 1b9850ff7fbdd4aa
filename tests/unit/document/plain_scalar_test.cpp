#include "accessdrift/document/plain_scalar.h"

#include <doctest/doctest.h>

#include <vector>

namespace accessdrift {
namespace {

TEST_CASE("plain_scalar_kind: follows YAML 1.2 narrowed to one spelling") {
  const std::vector<std::pair<NodeKind, std::vector<std::string_view>>> rows = {
      {NodeKind::Null, {"", "~", "null"}},
      {NodeKind::Boolean, {"true", "false"}},
      {NodeKind::Integer, {"0", "-0", "7", "-12", "9223372036854775808"}},
      {NodeKind::Decimal,
       {"012", "-012", "00", "+5", "1.5", "1.", ".5", "-.5", "1e3", "1E+3", "-1.5e-3", "0x1F",
        "0o17", ".inf", "-.Inf", "+.INF", ".nan"}},
      {NodeKind::String,
       {"no",  "yes",   "on",   "off",        "True",      "TRUE",           "Null", "NULL",
        "-",   "+",     ".",    "-.",         "..",        "1_000",          "1e",   "1e+",
        "e3",  "1.5.2", "12a",  "2027-01-31", "10.0.0.1",  "203.0.113.0/24", "::1",  "0x",
        "0xg", "0o8",   "-0x1", "inf",        ".infinity", "-.nan",          "--1",  "1 2",
        "read"}},
  };
  for (const auto& [kind, texts] : rows) {
    for (const std::string_view text : texts) {
      CAPTURE(text);
      CHECK(plain_scalar_kind(text) == kind);
    }
  }
}

}  // namespace
}  // namespace accessdrift
