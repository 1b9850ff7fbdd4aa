#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "accessdrift/document/read.h"
#include "tree_print.h"

namespace accessdrift {
namespace {

using namespace std::string_literals;

/// Errors point into the text, so it outlives them.
std::shared_ptr<const SourceText> text_of(std::string bytes) {
  return std::make_shared<SourceText>("a.yaml", std::move(bytes));
}

Result<Document> read(std::string bytes) { return read_yaml(text_of(std::move(bytes))); }

struct TreeRow {
  std::string bytes;
  std::string tree;
};

void check_trees(const std::vector<TreeRow>& rows) {
  for (const TreeRow& row : rows) {
    CAPTURE(row.bytes);
    const auto document = read(row.bytes);
    REQUIRE(document.has_value());
    CHECK(print_tree(NodeView(*document)) == row.tree);
    CHECK(broken_invariant(*document) == "");
  }
}

TEST_CASE("read_yaml: reads block and flow collections and every style of scalar") {
  check_trees({
      {"", "n"},
      {"# nothing\n", "n"},
      {"---\n", "n"},
      {"a: 1\nb: [x, 'y', \"z\"]\n", R"({s"a":i1,s"b":[s"x",q"y",q"z"]})"},
      {"- a\n- - b\n  - c\n-\n", R"([s"a",[s"b",s"c"],n])"},
      {"a:\nb: ~\nc: null\nd: ''\n", R"({s"a":n,s"b":n~,s"c":nnull,s"d":q""})"},
      {"{a: {}, b: [], c: }", R"({s"a":{},s"b":[],s"c":n})"},
      {"[a: 1, b]", R"([{s"a":i1},s"b"])"},
      {"a: |\n  x\n  y\nb: >-\n  x\n  y\n", "{s\"a\":s\"x\ny\n\",s\"b\":s\"x y\"}"},
      {"a: x\n  y\n", R"({s"a":s"x y"})"},
      {"\"\\x41\\u00e4\\U0001F600\": 'it''s'\n", R"({q"Aä😀":q"it's"})"},
      {"true: yes\n012: 0x1\n", R"({btrue:s"yes",d012:d0x1})"},
      {"<<: 1\n", R"({s"<<":i1})"},
      {"--- a\n...\n", R"(s"a")"},
      {"a: 1\r\nb: 2\r\n", R"({s"a":i1,s"b":i2})"},
      {"\xEF\xBB\xBF"
       "ä: 1\n",
       R"({s"ä":i1})"},
      {"? a\n? b\n: 2\n", R"({s"a":n,s"b":i2})"},
  });
}

TEST_CASE("read_yaml: aliases are resolved as references to what they stand for") {
  check_trees({
      {"a: &x 1\nb: *x\n", R"({s"a":i1,s"b":i1})"},
      {"a: &x [1, 2]\nb: [*x, *x]\n", R"({s"a":[i1,i2],s"b":[[i1,i2],[i1,i2]]})"},
      {"- &x a\n- {*x : 1}\n", R"([s"a",{s"a":i1}])"},
      {"- &x a\n- &x b\n- *x\n", R"([s"a",s"b",s"b"])"},  // the latest anchor of a name
      {"- &x [&x b, *x]\n- *x\n", R"([[s"b",s"b"],s"b"])"},
      {"- &x\n- *x\n", "[n,n]"},
  });
}

struct PlaceRow {
  std::string bytes;
  std::string places;
};

TEST_CASE("read_yaml: spans cover the written text of every key and value") {
  const std::vector<PlaceRow> rows = {
      {"a: 1\nb: [x, 'y z' ] # c\n", "a: 1\nb: [x, 'y z' ] | a | 1 | b | [x, 'y z' ] | x | 'y z'"},
      {"a:\n  b: 1\n\n# c\nd: 2\n", "a:\n  b: 1\n\n# c\nd: 2 | a | b: 1 | b | 1 | d | 2"},
      {"a:\n  - x\n  - y\n\n\nb:\n", "a:\n  - x\n  - y\n\n\nb: | a | - x\n  - y | x | y | b | "},
      {"ä: ö\nü: [ß, 'é']\n", "ä: ö\nü: [ß, 'é'] | ä | ö | ü | [ß, 'é'] | ß | 'é'"},
      {"\xEF\xBB\xBF"
       "ä: 1\n",
       "ä: 1 | ä | 1"},
      {"a: 1\r\nb:\r\n  c: 2\r\n", "a: 1\r\nb:\r\n  c: 2 | a | 1 | b | c: 2 | c | 2"},
      {"a: |\n  x\n  y\n\nb: 1\n", "a: |\n  x\n  y\n\nb: 1 | a | |\n  x\n  y | b | 1"},
      {"a: &x 1\nb: *x\n", "a: &x 1\nb: *x | a | 1 | b | *x"},
      {"a: &x  # why\n  - 1\nb: &y {c: *x }\n",
       "a: &x  # why\n  - 1\nb: &y {c: *x } | a | - 1 | 1 | b | {c: *x } | c | *x"},
      {"a: &x 'q'\n", "a: &x 'q' | a | 'q'"},
      {"[a: 1 , b]", "[a: 1 , b] | a: 1 | a | 1 | b"},
      {"a: x\n  y  \nb: 1\n", "a: x\n  y  \nb: 1 | a | x\n  y | b | 1"},
      {"{a: , b: 1}", "{a: , b: 1} | a |  | b | 1"},
  };
  for (const PlaceRow& row : rows) {
    CAPTURE(row.bytes);
    const auto document = read(row.bytes);
    REQUIRE(document.has_value());
    CHECK(print_places(*document) == row.places);
    CHECK(broken_invariant(*document) == "");
  }
}

TEST_CASE("read_yaml: an offset in a verbatim scalar is an offset in the file") {
  const auto document = read("ä: &x \"b c\"\n");
  REQUIRE(document.has_value());
  const NodeView value = NodeView(*document).first_child().next_sibling();
  CHECK(value.is_verbatim());
  CHECK(value.is_quoted());
  CHECK(value.content_begin() == 8);
  const auto folded = read("a: 'it''s'\n");
  REQUIRE(folded.has_value());
  CHECK_FALSE(NodeView(*folded).first_child().next_sibling().is_verbatim());
}

TEST_CASE("read_yaml: an alias keeps its own place and a view follows it") {
  const auto document = read("a: &x [1, 2]\nb: *x\n");
  REQUIRE(document.has_value());
  const NodeView root(*document);
  const NodeView list = root.first_child().next_sibling();
  const NodeView alias = list.next_sibling().next_sibling();
  CHECK(alias.is_sequence());
  CHECK(alias.place() == Place{16, 18});
  CHECK(alias.index() == list.index());
  CHECK(alias.next_sibling().is_end(root));
}

struct ErrorRow {
  std::string bytes;
  std::string code;
  LineColumn start;
  std::string label;
};

void check_error(const ErrorRow& row) {
  CAPTURE(row.bytes.substr(0, 60));
  const auto text = text_of(row.bytes);
  const auto document = read_yaml(text);
  REQUIRE_FALSE(document.has_value());
  REQUIRE(document.error().size() == 1);
  const Diagnostic& problem = document.error().front();
  CHECK(problem.code == row.code);
  CHECK(problem.span.start() == row.start);
  CHECK(problem.label == row.label);
}

TEST_CASE("read_yaml: refuses with a place what could be read in two ways or not at all") {
  const std::string tab = "expected spaces instead of this tab";
  const std::string utf8 = "no UTF-8 from this byte on";
  const std::vector<ErrorRow> rows = {
      {"a: b\0\n"s, "control-character", {1, 5}, "U+0000 here"},
      {"a: b\n# \x07\n", "control-character", {2, 3}, "U+0007 here"},
      {"a: \x7F\n", "control-character", {1, 4}, "U+007F here"},
      {"ä: \xC2\x85\n", "control-character", {1, 4}, "U+0085 here"},
      {"# c\xE2\x80\xA8"
       "deny: x\n",
       "control-character",
       {1, 4},
       "U+2028 here"},
      {"a: \xEF\xBB\xBF\n", "control-character", {1, 4}, "U+FEFF here"},
      {"ä: b\xC3\n", "invalid-utf8", {1, 5}, utf8},
      {"\xFF\xFE"
       "a\0"s,
       "invalid-utf8",
       {1, 1},
       utf8},
      {"a:\n\tb: 1\n", "invalid-yaml", {2, 1}, tab},
      {"a:\n  b: 1\n\tc: 2\n", "invalid-yaml", {3, 1}, tab},
      {"a: 1\n---\nb: 2\n", "second-document", {2, 1}, "second document"},
      {"a: 1\n...\n---\n", "second-document", {3, 1}, "second document"},
      {"a: 1\n...\nb: 2\n", "invalid-yaml", {3, 1}, "did not find expected <document start>"},
      {"- item1\n- item2\ndeny: [x]\n",
       "invalid-yaml",
       {3, 1},
       "did not find expected '-' indicator"},
      {"{\"a\":1} x", "invalid-yaml", {1, 9}, "did not find expected <document start>"},
      {"[a,, b]", "invalid-yaml", {1, 4}, "did not find expected node content"},
      {"a: \"x\n", "invalid-yaml", {2, 1}, "found unexpected end of stream"},
      {"a: b: c\n", "invalid-yaml", {1, 5}, "mapping values are not allowed in this context"},
      {" ,,b[ [ac]]\n", "invalid-yaml", {1, 2}, "did not find expected node content"},
      {"a: &x [1, *x]\n", "invalid-yaml", {1, 11}, "would contain itself"},
      {"a: &x {b: {c: [*x]}}\n", "invalid-yaml", {1, 16}, "would contain itself"},
      {"a: *x\nb: &x 1\n", "invalid-yaml", {1, 4}, "no such anchor"},
      {"a: !!str 1\n", "invalid-yaml", {1, 4}, "tag here"},
      {"a: !x {}\n", "invalid-yaml", {1, 4}, "tag here"},
      {"a: ! 1\n", "invalid-yaml", {1, 4}, "tag here"},
      {"%YAML 1.1\n---\na: 1\n", "invalid-yaml", {1, 1}, "directive before this"},
      {"%TAG ! tag:x,2000:\n---\na: 1\n", "invalid-yaml", {1, 1}, "directive before this"},
      {"[a]: 1\n", "invalid-yaml", {1, 1}, "not a text"},
      {"? {a: 1}\n: 1\n", "invalid-yaml", {1, 3}, "not a text"},
      {"- &x [1]\n- {*x : 1}\n", "invalid-yaml", {2, 4}, "not a text"},
      {"a: 1\nb: 2\n\"a\": 3\n", "duplicate-key", {3, 1}, "a key may stand once"},
      {"- &x a\n- {a: 1, *x : 2}\n", "duplicate-key", {2, 10}, "a key may stand once"},
      {"<<: 1\n<<: 2\n", "duplicate-key", {2, 1}, "a key may stand once"},
  };
  for (const ErrorRow& row : rows) check_error(row);
}

TEST_CASE("read_yaml: 100 levels are read and the next is refused where it opens") {
  const std::string deepest = std::string(100, '[') + std::string(100, ']');
  CHECK(read(deepest).has_value());
  const std::string label = "expected at most 100 levels";
  check_error({"[" + deepest + "]", "too-deep", {1, 101}, label});
  check_error({std::string(100'000, '['), "too-deep", {1, 101}, label});
  std::string dashes;
  for (int i = 0; i < 100'000; ++i) dashes += "- ";
  check_error({dashes + "a", "too-deep", {1, 201}, label});
}

/// `levels` lists of ten, each of the one before.
std::string bomb(int levels) {
  std::string text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int level = 1; level <= levels; ++level) {
    const std::string alias = "*a" + std::to_string(level - 1);
    const std::string name = "a" + std::to_string(level);
    text += name + ": &" + name + " [";
    for (int i = 0; i < 10; ++i) text += (i == 0 ? "" : ",") + alias;
    text += "]\n";
  }
  return text;
}

TEST_CASE("read_yaml: aliases may stand for a million values and not for more") {
  CHECK(read(bomb(4)).has_value());
  check_error({bomb(12), "too-large", {6, 38}, "over the limit with this alias"});
}

TEST_CASE("read_yaml: duplicate keys of a file are all told") {
  const auto text = text_of("a: {x: 1, x: 2}\na: 3\n");
  const auto document = read_yaml(text);
  REQUIRE_FALSE(document.has_value());
  REQUIRE(document.error().size() == 2);
  CHECK(document.error()[0].span.start() == LineColumn{1, 11});
  CHECK(document.error()[1].span.start() == LineColumn{2, 1});
}

TEST_CASE("read_yaml: scalars of 5 MB are read") {
  const std::string text(5'000'000, 'x');
  const auto document = read("a: \"" + text + "\"\n");
  REQUIRE(document.has_value());
  CHECK(NodeView(*document).first_child().next_sibling().scalar() == text);
  CHECK(document->decoded.empty());
}

TEST_CASE("read_document: only files named .json are JSON") {
  const auto read_named = [](std::string path) {
    return read_document(std::make_shared<SourceText>(std::move(path), "a: 1\n")).has_value();
  };
  CHECK(read_named("x/a.yaml"));
  CHECK(read_named("a.yml"));
  CHECK(read_named("json"));
  CHECK_FALSE(read_named("x/a.json"));
}

}  // namespace
}  // namespace accessdrift
