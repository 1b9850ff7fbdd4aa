#include <doctest/doctest.h>

#include "native_sample.h"

namespace accessdrift {

TEST_CASE("claims_native_header: a line starts with the key") {
  struct HeaderCase {
    std::string path, bytes;
    bool claims;
  };
  const std::vector<HeaderCase> cases = {
      {"a.yaml", "accessdrift: 1\n{", true},
      {"a.yaml", "# x\r\naccessdrift : 1\r\n", true},
      {"a.yaml", "\"accessdrift\": 1", true},
      {"a.yaml",
       "\xEF\xBB\xBF"
       "accessdrift: 1",
       true},
      {"a.yaml", "{accessdrift: 1", true},
      {"a.yaml", "  accessdrift: 1", false},
      {"a.yaml", "accessdrift.image: 1", false},
      {"a.yaml", "name: accessdrift", false},
      {"a.json", "{\n  \"accessdrift\": 1,", true},
      {"a.json", "{ \"accessdrift\"", true},
      {"a.json", "{\"x\": \"accessdrift\"", false},
      {"a.yaml",
       std::string("\xFF\xFE"
                   "a\0c\0c\0e\0s\0s\0d\0r\0i\0f\0t\0:\0",
                   26),
       true},
      {"a.yaml", "", false},
  };
  for (const HeaderCase& one : cases) {
    CAPTURE(one.bytes);
    CHECK(claims_native_header(one.path, one.bytes) == one.claims);
  }
}

TEST_CASE("may_hold_native_header: only bytes that cannot spell the key are passed over") {
  CHECK(may_hold_native_header("accessdrift: 1"));
  CHECK(may_hold_native_header(R"({"acc\u0065ssdrift": 1})"));
  CHECK_FALSE(may_hold_native_header("kind: Deployment\n"));
}

}  // namespace accessdrift
