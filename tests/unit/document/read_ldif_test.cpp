#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "accessdrift/document/base64.h"
#include "accessdrift/document/read.h"
#include "tree_print.h"

namespace accessdrift {
namespace {

using namespace std::string_literals;

/// Errors point into the text, so it outlives them.
std::shared_ptr<const SourceText> entries_text(std::string bytes) {
  return std::make_shared<SourceText>("a.ldif", std::move(bytes));
}

TEST_CASE("read_ldif: reads entries, attribute by attribute") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "[]"},
      {"version: 1\n", "[]"},
      {"dn: a=1\n", R"([{s"dn":s"a=1"}])"},
      {"version: 1\ndn: a=1\ncn: x\n\n\ndn:b=2\n",
       R"([{s"dn":s"a=1",s"cn":[s"x"]},{s"dn":s"b=2"}])"},
      {"dn: a\nm: 1\ncn: x\nM: 2\nm;lang-de: 3\n",
       R"([{s"dn":s"a",s"m":[s"1",s"2"],s"cn":[s"x"],s"m;lang-de":[s"3"]}])"},
      {"dn: a\r\nm:: w6Q=\r\nn:\r\nf:< file:///x\r\n",
       "[{s\"dn\":s\"a\",s\"m\":[s\"\xC3\xA4\"],s\"n\":[s\"\"],s\"f\":[nfile:///x]}]"},
      {"# c\n  goes on\ndn: a\n # b\nm: x\n y\n\n", R"([{s"dn":s"a# b",s"m":[s"xy"]}])"},
      {"dn: a\nme\n mber: x\n", R"([{s"dn":s"a",s"member":[s"x"]}])"},
      {"dn: a\nm: \xC3\xA4\n", "[{s\"dn\":s\"a\",s\"m\":[s\"\xC3\xA4\"]}]"},
      {"dn: a\nchangetype: add\nm: 1\n", R"([{s"dn":s"a",s"m":[s"1"]}])"},
      {"dn: a\n\n# search result\nsearch: 2\nresult: 0 Success\n\n# numEntries: 1\n",
       R"([{s"dn":s"a"},{s"search":[s"2"],s"result":[s"0 Success"]}])"},
      {"dn: a\nm:  x  \n", R"([{s"dn":s"a",s"m":[s"x  "]}])"},
  };
  for (const auto& [bytes, tree] : rows) {
    CAPTURE(bytes);
    const auto document = read_ldif(entries_text(bytes));
    REQUIRE(document.has_value());
    CHECK(print_tree(NodeView(*document)) == tree);
    CHECK(broken_invariant(*document) == "");
  }
}

TEST_CASE("read_ldif: places are those of the file, whatever is folded") {
  const auto document = read_ldif(entries_text("dn: ab\n c\nm: x\nn:: eA==\nm: y\n"));
  REQUIRE(document.has_value());
  CHECK(print_places(*document) ==
        "dn: ab\n c\nm: x\nn:: eA==\nm: y\n | dn: ab\n c\nm: x\nn:: eA==\nm: y | dn | ab\n c | m | "
        "x\nn:: eA==\nm: y | x | y | n | eA== | eA==");
}

struct RefusedEntries {
  std::string bytes;
  std::string code;
  std::uint32_t line, column;
};

TEST_CASE("read_ldif: refuses what are no entries") {
  const std::vector<RefusedEntries> rows = {
      {"cn: a\n", "invalid-ldif", 1, 1},
      {"version: 2\n", "invalid-ldif", 1, 10},
      {"dn: a\nversion: 1\nx\n", "invalid-ldif", 3, 1},
      {" dn: a\n", "invalid-ldif", 1, 1},
      {"dn: a\n: x\n", "invalid-ldif", 2, 1},
      {"dn: a\nchangetype: delete\n", "invalid-ldif", 2, 1},
      {"dn: a\nchangetype: modify\nadd: m\nm: x\n-\n", "invalid-ldif", 2, 1},
      {"dn: a\ncontrol: 1.2.3 true\nchangetype: add\n", "invalid-ldif", 2, 1},
      {"dn: a\nm:: w6Q\n", "invalid-ldif", 2, 5},
      {"dn: a\nm:: =AAA\n", "invalid-ldif", 2, 5},
      {"dn: a\ndn: b\n", "invalid-ldif", 2, 1},
      {"dn: a\nm: x\ry\n", "invalid-ldif", 2, 1},
      {"dn: a\nm: \xE4\n", "invalid-utf8", 2, 4},
      {"dn: a\nm: \0\n"s, "control-character", 2, 4},
  };
  for (const RefusedEntries& row : rows) {
    CAPTURE(row.bytes);
    const auto text = entries_text(row.bytes);
    const auto document = read_ldif(text);
    REQUIRE_FALSE(document.has_value());
    CHECK(document.error().front().code == row.code);
    const LineColumn start = document.error().front().span.start();
    CHECK(start.line == row.line);
    CHECK(start.column == row.column);
    CHECK(broken_error(document.error(), row.bytes.size()).empty());
  }
}

TEST_CASE("decode_base64: RFC 4648's rows, and what is none") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {"Zg==", "f"},
      {"Zm8=", "fo"},
      {"Zm9v", "foo"},
      {"Zm9vYg==", "foob"},
      {"Zm9vYmE=", "fooba"},
      {"Zm9vYmFy", "foobar"},
      {"+/8A", "\xFB\xFF\0"s},
  };
  for (const auto& [text, bytes] : rows) CHECK(decode_base64(text) == bytes);
  for (const std::string text :
       {"Z", "Zg", "Zg=", "Zg===", "====", "Zh==", "Zm9=", "Zm 9", "Zm9-"}) {
    CAPTURE(text);
    CHECK_FALSE(decode_base64(text).has_value());
  }
}

}  // namespace
}  // namespace accessdrift
