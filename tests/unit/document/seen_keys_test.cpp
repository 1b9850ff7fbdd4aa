#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

Document document_of(std::string path, std::string bytes) {
  auto read = read_document(std::make_shared<SourceText>(std::move(path), std::move(bytes)));
  REQUIRE(read);
  return std::move(*read);
}

TEST_CASE("SeenKeys: a key of JSON may be there however it is written and wherever it stands") {
  const Document document = document_of(
      "a.json", R"({"id":1,"list":[{"rolname":"a"},{"\u0064atname":[{"a key that is long":2}]}]})");
  for (const std::string_view key : {"id", "list", "rolname", "datname", "a key that is long"}) {
    CAPTURE(key);
    CHECK(document.keys.may_have(key));
  }
  for (const std::string_view key : {"roleid", "member", "oid", "a", "", "a key that is gone"}) {
    CAPTURE(key);
    CHECK(!document.keys.may_have(key));
  }
}

TEST_CASE("SeenKeys: of lines the keys of all are counted") {
  const Document document = document_of("a.jsonl", "{\"rolname\":1}\n{\"datname\":2}\n");
  CHECK(document.keys.may_have("rolname"));
  CHECK(document.keys.may_have("datname"));
  CHECK(!document.keys.may_have("roleid"));
}

TEST_CASE("SeenKeys: what does not count its keys may have any") {
  CHECK(document_of("a.yaml", "id: 1\n").keys.may_have("rolname"));
}

}  // namespace
}  // namespace accessdrift
