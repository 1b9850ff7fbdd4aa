#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "accessdrift/document/read.h"
#include "random_text.h"
#include "tree_print.h"

namespace accessdrift {
namespace {

using namespace std::string_literals;

Result<Document> read(std::string bytes) { return read_json(json_text(std::move(bytes))); }

struct TreeRow {
  std::string bytes;
  std::string tree;
};

TEST_CASE("read_json: reads every kind of value") {
  const std::vector<TreeRow> rows = {
      {"{}", "{}"},
      {"[]", "[]"},
      {" \t\r\n[ ] \n", "[]"},
      {R"("a")", R"(q"a")"},
      {"true", "btrue"},
      {"false", "bfalse"},
      {"null", "nnull"},
      {"0", "i0"},
      {"-0", "i-0"},
      {"-12", "i-12"},
      {"123456789012345678901234567890", "i123456789012345678901234567890"},
      {"1.5", "d1.5"},
      {"1e3", "d1e3"},
      {"-1.25E-07", "d-1.25E-07"},
      {"0.0", "d0.0"},
      {"1e400", "d1e400"},  // no digit is lost, so none is too many
      {R"({"a":1,"b":[true,null,{}]})", R"({q"a":i1,q"b":[btrue,nnull,{}]})"},
      {R"({ "a" : [ 1 , [ 2 ] ] , "" : "" })", R"({q"a":[i1,[i2]],q"":q""})"},
      {"[[[]],[]]", "[[[]],[]]"},
  };
  for (const TreeRow& row : rows) {
    CAPTURE(row.bytes);
    const auto document = read(row.bytes);
    REQUIRE(document.has_value());
    CHECK(print_tree(NodeView(*document)) == row.tree);
    CHECK(broken_invariant(*document).empty());
  }
}

TEST_CASE("read_json: decodes escapes and keeps plain text as a view into the file") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
      {R"("a\u0041\u00e4\u20ac\uFFFFz")", "aA\xC3\xA4\xE2\x82\xAC\xEF\xBF\xBFz"},
      {R"("\ud83d\ude00\uD83D\uDE00")", "\xF0\x9F\x98\x80\xF0\x9F\x98\x80"},
      {R"("\uDBFF\uDFFF\uD800\uDC00")", "\xF4\x8F\xBF\xBF\xF0\x90\x80\x80"},
      {R"("\u0000")", "\0"s},
      {R"("ä\nö")", "ä\nö"},
      {R"("12345678\t12345678")", "12345678\t12345678"},
  };
  for (const auto& [bytes, text] : rows) {
    CAPTURE(bytes);
    const auto document = read(bytes);
    REQUIRE(document.has_value());
    CHECK(NodeView(*document).scalar() == text);
    CHECK_FALSE(NodeView(*document).is_verbatim());
  }
  const auto plain = read("\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 and more \x7F\"");
  REQUIRE(plain.has_value());
  CHECK(NodeView(*plain).is_verbatim());
  CHECK(NodeView(*plain).content_begin() == 1);
  CHECK(NodeView(*plain).scalar() == "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 and more \x7F");
}

TEST_CASE("read_json: finds the end of a string at every distance") {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string text(length, 'x');
    const auto document = read("[\"" + text + "\",\"\\\"" + text + "\"]");
    REQUIRE(document.has_value());
    CHECK(print_tree(NodeView(*document)) == "[q\"" + text + "\",q\"\"" + text + "\"]");
  }
}

TEST_CASE("read_json: spans cover the written text of every key and value") {
  const auto document = read(R"( {"a" : [1, -2.5e1 ,"x\n"], "ä": {"b":true} , "c":[ ] } )");
  REQUIRE(document.has_value());
  CHECK(
      print_places(*document) ==
      R"({"a" : [1, -2.5e1 ,"x\n"], "ä": {"b":true} , "c":[ ] } | "a" | [1, -2.5e1 ,"x\n"] | 1 | -2.5e1 | "x\n" | "ä")"
      R"( | {"b":true} | "b" | true | "c" | [ ])");
}

struct ErrorRow {
  std::string bytes;
  std::string code;
  std::uint32_t begin;
  std::uint32_t end;
  std::string label;
};

void check_error(const ErrorRow& row) {
  CAPTURE(row.bytes.substr(0, 60));
  const auto text = json_text(row.bytes);
  const auto document = read_json(text);
  REQUIRE_FALSE(document.has_value());
  REQUIRE(document.error().size() == 1);
  const Diagnostic& problem = document.error().front();
  CHECK(problem.code == row.code);
  CHECK(problem.span.place == Place{row.begin, row.end});
  CHECK(problem.span.path() == "a.json");
  CHECK(problem.label == row.label);
}

TEST_CASE("read_json: syntax errors have a place and say what was expected") {
  const std::string string_end =
      R"(expected the closing `"` (a tab is written \t and a line break \n))";
  const std::string escape = R"(expected an escape: one of \" \\ \/ \b \f \n \r \t \uXXXX)";
  const std::vector<ErrorRow> rows = {
      {"", "invalid-json", 0, 0, "expected a value"},
      {"  ", "invalid-json", 2, 2, "expected a value"},
      {"[", "invalid-json", 1, 1, "expected a value"},
      {"[1,]", "invalid-json", 3, 4, "expected a value"},
      {"[1 2]", "invalid-json", 3, 4, "expected `,` or `]`"},
      {"[1}", "invalid-json", 2, 3, "expected `,` or `]`"},
      {"[,1]", "invalid-json", 1, 2, "expected a value"},
      {"{", "invalid-json", 1, 1, "expected a key in double quotes"},
      {"{a:1}", "invalid-json", 1, 2, "expected a key in double quotes"},
      {"{1:1}", "invalid-json", 1, 2, "expected a key in double quotes"},
      {R"({"a"})", "invalid-json", 4, 5, "expected `:` after the key"},
      {R"({"a":})", "invalid-json", 5, 6, "expected a value"},
      {R"({"a":1,})", "invalid-json", 7, 8, "expected a key in double quotes"},
      {R"({"a":1,,"b":2})", "invalid-json", 7, 8, "expected a key in double quotes"},
      {R"({"a":1 "b":2})", "invalid-json", 7, 8, "expected `,` or `}`"},
      {R"({"a":1]})", "invalid-json", 6, 7, "expected `,` or `}`"},
      {"{} x", "invalid-json", 3, 4, "expected nothing behind the value"},
      {"1 2", "invalid-json", 2, 3, "expected nothing behind the value"},
      {"tru", "invalid-json", 0, 1, "expected a value"},
      {"True", "invalid-json", 0, 1, "expected a value"},
      {"truex", "invalid-json", 4, 5, "expected nothing behind the value"},
      {"NaN", "invalid-json", 0, 1, "expected a value"},
      {"'a'", "invalid-json", 0, 1, "expected a value"},
      {"// x\n1", "invalid-json", 0, 1, "expected a value"},
      {"ä", "invalid-json", 0, 2, "expected a value"},
      {"01", "invalid-json", 1, 2, "expected no digit behind a leading zero"},
      {"-", "invalid-json", 1, 1, "expected a digit"},
      {"-a", "invalid-json", 1, 2, "expected a digit"},
      {"+1", "invalid-json", 0, 1, "expected a value"},
      {".5", "invalid-json", 0, 1, "expected a value"},
      {"1.", "invalid-json", 2, 2, "expected a digit"},
      {"1.e1", "invalid-json", 2, 3, "expected a digit"},
      {"1e", "invalid-json", 2, 2, "expected a digit"},
      {"1e+", "invalid-json", 3, 3, "expected a digit"},
      {"0x10", "invalid-json", 1, 2, "expected nothing behind the value"},
      {"\"a", "invalid-json", 2, 2, R"(expected the closing `"`)"},
      {"\"a\nb\"", "invalid-json", 2, 3, string_end},
      {"\"a\tb\"", "invalid-json", 2, 3, string_end},
      {R"("\x")", "invalid-json", 1, 2, escape},
      {R"("\u12g4")", "invalid-json", 1, 2, escape},
      {R"("\u12)", "invalid-json", 1, 2, escape},
      {"\"\\", "invalid-json", 1, 2, escape},
      {R"("\ud800")", "invalid-json", 1, 2, "expected a pair of surrogates"},
      {R"("\udc00")", "invalid-json", 1, 2, "expected a pair of surrogates"},
      {R"("\ud800\u0041")", "invalid-json", 1, 2, "expected a pair of surrogates"},
      {R"("\ud800\ud800")", "invalid-json", 1, 2, "expected a pair of surrogates"},
      {"\xEF\xBB\xBF{}", "invalid-json", 0, 3, "expected no byte order mark"},
  };
  for (const ErrorRow& row : rows) check_error(row);
}

TEST_CASE("read_json: bytes that may not stand in a file are told as such") {
  const std::string utf8 = "no UTF-8 from this byte on";
  const std::vector<ErrorRow> rows = {
      {"{}\0"s, "control-character", 2, 3, "U+0000 here"},
      {"\0{}"s, "control-character", 0, 1, "U+0000 here"},
      {"\"a\0b\""s, "control-character", 2, 3, "U+0000 here"},
      {"[\x07]", "control-character", 1, 2, "U+0007 here"},
      {"\"\x1F\"", "control-character", 1, 2, "U+001F here"},
      {"\"abc\xFF\"", "invalid-utf8", 4, 5, utf8},
      {"\"12345678\xC3\"", "invalid-utf8", 9, 10, utf8},
      {"\"\xED\xA0\x80\"", "invalid-utf8", 1, 2, utf8},
      {"\"\xC0\xAF\"", "invalid-utf8", 1, 2, utf8},
      {"\"a\\n\xFF\"", "invalid-utf8", 4, 5, utf8},
      {"\"\xE2\x82", "invalid-utf8", 1, 2, utf8},
      {"[\xFF]", "invalid-utf8", 1, 2, utf8},
      {"\xFF\xFE{\0}\0"s, "invalid-utf8", 0, 1, utf8},  // UTF-16
  };
  for (const ErrorRow& row : rows) check_error(row);
}

TEST_CASE("read_json: a file that ends too early shows what is open") {
  const auto document = read(R"({"a":[1,2)");
  REQUIRE_FALSE(document.has_value());
  const Diagnostic& problem = document.error().front();
  CHECK(problem.message == "invalid JSON: expected `,` or `]`, but the file ends");
  REQUIRE(problem.notes.size() == 1);
  CHECK(problem.notes.front().span.place == Place{5, 6});
}

TEST_CASE("read_json: 100 levels are read and the next is refused where it opens") {
  const std::string deepest = std::string(100, '[') + std::string(100, ']');
  CHECK(read(deepest).has_value());
  check_error({"[" + deepest + "]", "too-deep", 100, 101, "expected at most 100 levels"});
  check_error({std::string(100'000, '['), "too-deep", 100, 101, "expected at most 100 levels"});
}

TEST_CASE("read_json: duplicate keys are compared decoded and all are told") {
  const auto document = read(R"({"a":1,"b":{"x":1,"x":2},"\u0061":3,"a":4})");
  REQUIRE_FALSE(document.has_value());
  const Diagnostics& problems = document.error();
  REQUIRE(problems.size() == 3);
  const std::vector<std::uint32_t> begins = {18, 25, 36};
  const std::vector<std::uint32_t> firsts = {12, 1, 1};
  for (std::size_t i = 0; i < problems.size(); ++i) {
    CHECK(problems[i].code == "duplicate-key");
    CHECK(problems[i].span.place.begin == begins[i]);
    REQUIRE(problems[i].notes.size() == 1);
    CHECK(problems[i].notes.front().span.place.begin == firsts[i]);
  }
  CHECK(problems[1].message == "the key `a` stands twice in one mapping");
}

TEST_CASE("read_json: equal keys of different mappings are no duplicates") {
  CHECK(read(R"([{"a":{"a":{"a":1}}},{"a":1}])").has_value());
}

TEST_CASE("read_json: a duplicate key is told even if the file is broken behind it") {
  const auto document = read(R"({"x":{"a":1,"a":2},"b" 1})");
  REQUIRE_FALSE(document.has_value());
  REQUIRE(document.error().size() == 2);
  CHECK(document.error()[0].code == "duplicate-key");
  CHECK(document.error()[1].code == "invalid-json");
}

std::shared_ptr<const SourceText> lines_text(std::string bytes) {
  return std::make_shared<SourceText>("a.jsonl", std::move(bytes));
}
Result<Document> read_lines(std::string bytes) {
  return read_json_lines(lines_text(std::move(bytes)));
}

TEST_CASE("read_json_lines: values behind one another are a list") {
  const auto document = read_lines("{\"a\": 1}\n[2]\r\n\n3\n");
  REQUIRE(document.has_value());
  const NodeView list(*document);
  REQUIRE(list.is_sequence());
  const NodeView first = list.first_child();
  CHECK(first.is_mapping());
  CHECK(first.next_sibling().first_child().scalar() == "2");
  CHECK(first.next_sibling().next_sibling().scalar() == "3");
  CHECK(first.next_sibling().next_sibling().next_sibling().is_end(list));
}

TEST_CASE("read_json_lines: of nothing, an empty list") {
  for (const char* const text : {"", "\n\n"}) {
    const auto document = read_lines(text);
    REQUIRE(document.has_value());
    CHECK(NodeView(*document).is_empty_collection());
  }
}

TEST_CASE("read_json_lines: what is wrong is told where it stands") {
  const auto text = lines_text("{\"a\": 1}\n{\"b\": ");
  const auto cut = read_json_lines(text);
  REQUIRE_FALSE(cut.has_value());
  CHECK(cut.error().front().code == "invalid-json");
  CHECK(cut.error().front().span.start() == LineColumn{2, 7});
  CHECK_FALSE(read_lines("1, 2").has_value());
  CHECK_FALSE(read_lines("]").has_value());
}

TEST_CASE("read_json: a scalar of 5 MB is one view") {
  const std::string text(5'000'000, 'x');
  const auto document = read("[\"" + text + "\"]");
  REQUIRE(document.has_value());
  CHECK(NodeView(*document).first_child().scalar() == text);
  CHECK(document->decoded.empty());
}

}  // namespace
}  // namespace accessdrift
