#include "accessdrift/format/native/rewrite.h"

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "accessdrift/document/read.h"

namespace accessdrift::native {
namespace {

constexpr std::string_view kRefused = "refused";

struct File {
  std::string text;
  std::string path = "a.yaml";

  /// The text after an edit, which must read without errors.
  std::string after(const std::function<std::optional<TextEdit>(const Rewriter&)>& edit_of) const {
    const auto source = std::make_shared<const SourceText>(path, text);
    const std::optional<TextEdit> edit = edit_of(Rewriter(source));
    if (!edit) return std::string(kRefused);
    const std::optional<std::string> bytes = edited(text, {*edit});
    REQUIRE(bytes);
    CHECK(read_document(std::make_shared<const SourceText>(path, *bytes)).has_value());
    return *bytes;
  }
  /// Where the words stand that were found first.
  Place place(std::string_view words) const {
    const std::size_t at = text.find(words);
    REQUIRE(at != text.npos);
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }
  /// The mapping that is the value of a top-level key.
  Place body(std::string_view key) const {
    const auto read = read_document(std::make_shared<const SourceText>(path, text));
    REQUIRE(read);
    const NodeView root(*read);
    for (NodeView at = root.first_child(); !at.is_end(root); at = at.next_sibling().next_sibling())
      if (at.scalar() == key) return at.next_sibling().place();
    FAIL("no such key");
    return {};
  }

  std::string added(std::string_view value, std::string_view key = "members") const {
    return after([&](const Rewriter& file) { return file.add_to_list(body("g"), key, value); });
  }
  std::string without(std::string_view item) const {
    return after([&](const Rewriter& file) { return file.remove_item(place(item)); });
  }
  std::string without_key(std::string_view key) const {
    return after([&](const Rewriter& file) { return file.remove_key(body("g"), key); });
  }
};

TEST_CASE("add_to_list: keeps layout and comments") {
  CHECK(File{"g:\n  members:\n    - ana  # the first\n    - bo # last\nh: {}\n"}.added("cy") ==
        "g:\n  members:\n    - ana  # the first\n    - bo # last\n    - cy\nh: {}\n");
  CHECK(File{"g:\n  members:\n  -   ana"}.added("cy") == "g:\n  members:\n  -   ana\n  -   cy\n");
  CHECK(File{"g: {members: [ana, bo]}  # two\n"}.added("group:sre") ==
        "g: {members: [ana, bo, group:sre]}  # two\n");
  CHECK(File{"g: {members: []}\n"}.added("ana") == "g: {members: [ana]}\n");
  CHECK(File{"g:\n  members: [\n    ana,\n    bo,\n  ]\n"}.added("cy") ==
        "g:\n  members: [\n    ana,\n    bo,\n    cy,\n  ]\n");
  CHECK(File{"g:\n  members:\n    - user: ana\n      until: 2027-01-31\n    # no more\n"}.added(
            "cy") ==
        "g:\n  members:\n    - user: ana\n      until: 2027-01-31\n    - cy\n    # no more\n");
}

TEST_CASE("add_to_list: lines end as they do in the file") {
  CHECK(File{"g:\r\n  members:\r\n    - ana\r\n"}.added("cy") ==
        "g:\r\n  members:\r\n    - ana\r\n    - cy\r\n");
  CHECK(File{"g:\r\n  rule: x\r\n"}.added("ana") == "g:\r\n  members: [ana]\r\n  rule: x\r\n");
}

TEST_CASE("add_to_list: a key that is not there") {
  CHECK(File{"g:\n  rule: x\n"}.added("ana") == "g:\n  members: [ana]\n  rule: x\n");
  CHECK(File{"g: {}\n"}.added("ana") == "g: {members: [ana]}\n");
  CHECK(File{"g: {rule: x}\n"}.added("ana") == "g: {members: [ana], rule: x}\n");
  CHECK(File{R"({"g":{"rule":"x"}})", "a.json"}.added("ana") ==
        R"({"g":{"members": ["ana"], "rule":"x"}})");
}

TEST_CASE("add_to_list: quotes what needs it") {
  const File file{"g: {members: [ana]}\n"};
  CHECK(file.added("true") == "g: {members: [ana, \"true\"]}\n");
  CHECK(file.added("012") == "g: {members: [ana, \"012\"]}\n");
  CHECK(file.added("a, b") == "g: {members: [ana, \"a, b\"]}\n");
  CHECK(file.added("*ops") == "g: {members: [ana, \"*ops\"]}\n");
  CHECK(file.added("say \"hi\"\n") == "g: {members: [ana, \"say \\\"hi\\\"\\u000a\"]}\n");
  CHECK(file.added("jo@corp.example") == "g: {members: [ana, jo@corp.example]}\n");
  CHECK(File{R"({"g":{"members":["ana"]}})", "a.json"}.added("bo") ==
        R"({"g":{"members":["ana", "bo"]}})");
}

TEST_CASE("add_to_list: refuses what is no list") {
  CHECK(File{"g: {members: external}\n"}.added("ana") == kRefused);
}

TEST_CASE("remove_item: takes the line or the item") {
  const File block{"g:\n  members:\n    - ana  # the first\n    - bo\n"};
  CHECK(block.without("ana") == "g:\n  members:\n    - bo\n");
  CHECK(block.without("bo") == "g:\n  members:\n    - ana  # the first\n");
  CHECK(File{"g:\n  members:\n    - ana\n"}.without("ana") == "g:\n  members:\n    []\n");
  const File flow{"g: {members: [ana, bo, cy]}\n"};
  CHECK(flow.without("ana") == "g: {members: [bo, cy]}\n");
  CHECK(flow.without("bo") == "g: {members: [ana, cy]}\n");
  CHECK(flow.without("cy") == "g: {members: [ana, bo]}\n");
  CHECK(File{"g: {members: [ana]}\n"}.without("ana") == "g: {members: []}\n");
  CHECK(File{"g:\n  members:\n    - user: ana\n      until: 2027-01-31\n    - bo\n"}.without(
            "ana") == "g:\n  members:\n    - bo\n");
  CHECK(File{R"({"g":{"members":["ana","bo"]}})", "a.json"}.without("\"bo\"") ==
        R"({"g":{"members":["ana"]}})");
}

TEST_CASE("remove_key: takes the key and its value") {
  CHECK(File{"g:\n  when: a && b\n  to: [x]\n"}.without_key("when") == "g:\n  to: [x]\n");
  CHECK(File{"g:\n  to: [x]\n  when: |\n    a &&\n    b\nh: 1\n"}.without_key("when") ==
        "g:\n  to: [x]\nh: 1\n");
  CHECK(File{"g: {to: [x], when: a}\n"}.without_key("when") == "g: {to: [x]}\n");
  CHECK(File{"g: {when: a, to: [x]}\n"}.without_key("when") == "g: {to: [x]}\n");
}

TEST_CASE("remove_key: the only one leaves an empty mapping") {
  CHECK(File{"g: {when: a}\n"}.without_key("when") == "g: {}\n");
  CHECK(File{"g: { when: a }  # all\n"}.without_key("when") == "g: {  }  # all\n");
  CHECK(File{"g:\n  when: a  # all\nh: 1\n"}.without_key("when") == "g:\n  {}  # all\nh: 1\n");
  CHECK(File{"g:\n  when: |\n    a &&\n    b\nh: 1\n"}.without_key("when") == "g:\n  {}\nh: 1\n");
}

}  // namespace
}  // namespace accessdrift::native
