#include "accessdrift/base/source_text.h"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {
namespace {

struct LocateRow {
  std::uint32_t offset;
  LineColumn expected;
};

TEST_CASE("locate: counts lines and code points from 1") {
  const SourceText text("a.yaml",
                        "ab\n\nc\xC3\xA4"
                        "d\r\nlast");
  const std::array rows = {
      LocateRow{0, {1, 1}},  LocateRow{1, {1, 2}},
      LocateRow{2, {1, 3}},  // the line break ends its line
      LocateRow{3, {2, 1}},  LocateRow{4, {3, 1}},
      LocateRow{5, {3, 2}},  LocateRow{7, {3, 3}},
      LocateRow{8, {3, 4}},  LocateRow{10, {4, 1}},
      LocateRow{13, {4, 4}}, LocateRow{14, {4, 5}},  // one past the end
  };
  for (const LocateRow& row : rows) {
    CAPTURE(row.offset);
    CHECK(text.locate(row.offset) == row.expected);
  }
}

TEST_CASE("locate: a long line counts as short ones do") {
  std::string bytes = "first\n";
  std::vector<std::uint32_t> columns;  // of each byte behind
  std::uint32_t column = 1;
  for (int i = 0; i < 3000; ++i) {
    const std::string_view character = i % 3 == 0 ? "\xC3\xA4" : "a";
    for (std::size_t byte = 0; byte < character.size(); ++byte)
      columns.push_back(byte == 0 ? column : column + 1);
    ++column;
    bytes += character;
  }
  columns.push_back(column);
  const SourceText text("a.json", bytes);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    CAPTURE(i);
    CHECK(text.locate(static_cast<std::uint32_t>(i + 6)) == LineColumn{2, columns[i]});
  }
}

TEST_CASE("locate: an empty file has one place") {
  const SourceText text("a.yaml", "");
  CHECK(text.locate(0) == LineColumn{1, 1});
}

TEST_CASE("locate: the end behind a last line break is a line of its own") {
  const SourceText text("a.yaml", "a\n");
  CHECK(text.locate(2) == LineColumn{2, 1});
}

TEST_CASE("line: gives a line without its break") {
  const SourceText text("a.yaml", "ab\n\ncd\r\nlast");
  CHECK(text.line(1) == "ab");
  CHECK(text.line(2).empty());
  CHECK(text.line(3) == "cd");
  CHECK(text.line(4) == "last");
  CHECK(text.line(0).empty());
  CHECK(text.line(5).empty());
}

TEST_CASE("compare_spans: orders by path and then by place with unknown spans first") {
  const SourceText a("a.yaml", "xxxxxxxx");
  const SourceText b("b.yaml", "xxxxxxxx");
  const Span unknown;
  const Span a1{&a, {1, 2}};
  const Span a1_longer{&a, {1, 3}};
  const Span a2{&a, {2, 3}};
  const Span b0{&b, {0, 1}};
  const std::array ordered = {unknown, a1, a1_longer, a2, b0};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      CHECK(compare_spans(ordered[i], ordered[j]) == (i <=> j));
    }
  }
}

TEST_CASE("Span: an unknown one has no path") {
  CHECK_FALSE(Span{}.is_known());
  CHECK(Span{}.path().empty());
  CHECK(Span{}.start() == LineColumn{1, 1});
}

TEST_CASE("Located: the place takes no part in equality") {
  const SourceText text("a.yaml", "xx");
  CHECK(Located<int>{7, {&text, {0, 1}}} == Located<int>{7, {}});
  CHECK_FALSE(Located<int>{7, {}} == Located<int>{8, {}});
}

}  // namespace
}  // namespace accessdrift
