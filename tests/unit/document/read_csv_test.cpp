#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "accessdrift/document/read.h"
#include "tree_print.h"

namespace accessdrift {
namespace {

using namespace std::string_literals;

/// Errors point into the text, so it outlives them.
std::shared_ptr<const SourceText> table_text(std::string bytes) {
  return std::make_shared<SourceText>("a.csv", std::move(bytes));
}

TEST_CASE("read_csv: reads rows of cells") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "[]"},
      {"\n\r\n", "[]"},
      {"a", R"([[s"a"]])"},
      {"a,b\n1,2", R"([[s"a",s"b"],[s"1",s"2"]])"},
      {"a,b\r\n1,2\r\n", R"([[s"a",s"b"],[s"1",s"2"]])"},
      {"\xEF\xBB\xBF\"a\",b\n", R"([[q"a",s"b"]])"},
      {"a;b\n1,5;\n", R"([[s"a",s"b"],[s"1,5",n]])"},
      {"a\tb\n1\t2\n", "[[s\"a\",s\"b\"],[s\"1\",s\"2\"]]"},
      {"sep=;\na,x;b\n", R"([[s"a,x",s"b"]])"},
      {"\"a;x\",b\n1,2\n", R"([[q"a;x",s"b"],[s"1",s"2"]])"},
      {"a,b\n\"x \"\"y\"\"\",\n", R"([[s"a",s"b"],[q"x "y"",n]])"},
      {"a,b\n\"x\r\ny\",\"\"\n", "[[s\"a\",s\"b\"],[q\"x\r\ny\",q\"\"]]"},
      {"a, b \n", R"([[s"a",s" b "]])"},
      {"true,1,null\n", R"([[s"true",s"1",s"null"]])"},
      {"a\n\nb\n", R"([[s"a"],[s"b"]])"},
  };
  for (const auto& [bytes, tree] : rows) {
    CAPTURE(bytes);
    const auto document = read_csv(table_text(bytes));
    REQUIRE(document.has_value());
    CHECK(print_tree(NodeView(*document)) == tree);
    CHECK(broken_invariant(*document).empty());
  }
}

TEST_CASE("read_csv: places are those of the cells") {
  const auto document = read_csv(table_text("a,\"b\"\n1,"));
  REQUIRE(document.has_value());
  CHECK(print_places(*document) == "a,\"b\"\n1, | a,\"b\" | a | \"b\" | 1, | 1 | ");
}

struct RefusedTable {
  std::string bytes;
  std::string code;
  std::uint32_t line, column;
};

TEST_CASE("read_csv: refuses what two readers could take for two tables") {
  const std::vector<RefusedTable> rows = {
      {"a,b\n1\n", "invalid-csv", 2, 1},          {"a,b\n1,2,3\n", "invalid-csv", 2, 1},
      {"a,b\n1,\"2\n3,4\n", "invalid-csv", 2, 3}, {"a,b\n1,2\"\n", "invalid-csv", 2, 4},
      {"a,b\n\"1\"2,3\n", "invalid-csv", 2, 4},   {"a,b\r1,2\n", "invalid-csv", 1, 4},
      {"a,b\n1,\xE4\n", "invalid-utf8", 2, 3},    {"a,b\n1,\x01\n", "control-character", 2, 3},
      {"a\0b\n"s, "control-character", 1, 2},     {"\xFF\xFEz\0"s, "invalid-utf8", 1, 1},
  };
  for (const RefusedTable& row : rows) {
    CAPTURE(row.bytes);
    const auto text = table_text(row.bytes);
    const auto document = read_csv(text);
    REQUIRE_FALSE(document.has_value());
    CHECK(document.error().size() == 1);
    CHECK(document.error().front().code == row.code);
    const LineColumn start = document.error().front().span.start();
    CHECK(start.line == row.line);
    CHECK(start.column == row.column);
    CHECK(broken_error(document.error(), row.bytes.size()).empty());
  }
}

}  // namespace
}  // namespace accessdrift
