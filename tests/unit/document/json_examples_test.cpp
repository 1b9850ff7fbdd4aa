#include "accessdrift/document/json_examples.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/document/read.h"
#include "random_text.h"
#include "tree_print.h"
#include "without_keys.h"

namespace accessdrift {
namespace {

/// What nobody reads, of one text and of the next.
const std::vector<std::vector<std::string_view>> kNotRead = {
    {"meta", "name"}, {"mails/", "name"}, {"meta/", "name/"}, {"by/", "n", "value/", "mails/"}};

/// Lists as a program writes them: of each value there are many, of mappings a few kinds.
class Exports {
 public:
  explicit Exports(unsigned seed) : random_(seed) {}

  std::string next() {
    std::string text = "[";
    for (std::size_t i = 0, count = 1 + random_.pick(12); i < count; ++i)
      text += (i > 0 ? "," : "") + person();
    text += "]";
    if (random_.pick(2) == 0) random_.mutate(text);
    return text;
  }

 private:
  std::string word() {
    return "\"" +
           random_.one_of({"", "ana", "anna", "ana maria of the long name", "Straße", "é", "a\\\"b",
                           "\\u00e4", "x\\\\", "anä", "1", "}", ":"}) +
           "\"";
  }
  std::string number() {
    return random_.one_of({"0", "1", "12", "-3", "10", "1.5", "1e3", "null"});
  }
  std::string mail() {
    return R"({"value":)" + word() + R"(,"primary":)" + random_.one_of({"true", "false"}) + "}";
  }
  std::string person() {
    std::string text = R"({"id":)" + word() + R"(, "level":)" + number();
    if (random_.pick(4) > 0)
      text +=
          R"(,"name":{"family":)" + word() + R"(,"given":)" + word() + R"(,"n":)" + number() + "}";
    text += R"(,"mails":[)" + mail() + (random_.pick(3) == 0 ? "," + mail() : "") + "]";
    text += R"(,"meta":{"made":)" + word() + R"(,"by":[)" + mail() + "]}";
    if (random_.pick(30) == 0) text += R"(,"id":1)";
    return text + R"(,"active":)" + random_.one_of({"true", "false", "\"true\""}) + "}";
  }

  RandomText random_;
};

bool has_all_keys(const Document& document, NodeView node) {
  if (node.is_scalar()) return true;
  bool has_all = true, is_key = node.is_mapping();
  for (NodeView child = node.first_child(); !child.is_end(node); child = child.next_sibling()) {
    has_all = has_all &&
              (is_key ? document.keys.may_have(child.scalar()) : has_all_keys(document, child));
    is_key = node.is_mapping() && !is_key;
  }
  return has_all;
}

TEST_CASE("JsonExamples: what is read by them is what is read without") {
  constexpr unsigned kSeed = 20264;
  CAPTURE(kSeed);
  Exports exports(kSeed);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 8'000; ++round) {
    const std::string bytes = exports.next();
    CAPTURE(bytes);
    const auto& not_read = kNotRead[static_cast<std::size_t>(round) % kNotRead.size()];
    const Result<Document> whole = read_json(json_text(bytes));
    const std::optional<Document> less =
        read_json_without(json_text(bytes), JsonForm::OneValue, not_read);
    REQUIRE(less.has_value() == whole.has_value());
    ++(whole ? accepted : refused);
    if (!whole) continue;
    REQUIRE(broken_invariant(*less).empty());
    REQUIRE(without_keys(NodeView(*less), {}) == without_keys(NodeView(*whole), not_read));
    REQUIRE(has_all_keys(*less, NodeView(*less)));
  }
  CHECK(accepted > 2'000);
  CHECK(refused > 2'000);
}

TEST_CASE("JsonExamples: a mapping that differs in values is like one, another is not") {
  const std::string example = R"({"a":"x","b":[1,true]})";
  const std::string_view other = R"({"a":"longer","b":[207,false]})";
  const auto text = json_text(example + std::string(other) + R"({"a":"x","b":[1,true],"c":1})" +
                              R"({"a":"x","b":[01,true]})" + R"({"a":"x)");
  const Result<Document> read = read_json(json_text(example));
  REQUIRE(read);
  Document document;
  document.text = text;
  document.nodes = read->nodes;
  JsonExamples examples;
  const char* const begin = text->bytes().data();
  const char* const end = begin + text->bytes().size();
  REQUIRE(examples.wants(0));
  examples.learn(0, {}, text->bytes().substr(0, example.size()), document, 0);
  const char* at = begin + example.size();
  CHECK(examples.read_alike(0, {}, at, end, document) == at + other.size());
  CHECK(document.nodes.size() == 2 * read->nodes.size());
  CHECK(NodeView(document, static_cast<std::uint32_t>(read->nodes.size() + 2)).scalar() ==
        "longer");
  for (at += other.size(); at < end; at += std::string_view(at).find('}') + 1) {
    CHECK(examples.read_alike(0, {}, at, end, document) == nullptr);
    if (std::string_view(at).find('}') == std::string_view::npos) break;
  }
  CHECK(examples.read_alike(0, {1, 0}, begin, end, document) == nullptr);
  CHECK(examples.read_alike(1, {}, begin, end, document) == nullptr);
}

}  // namespace
}  // namespace accessdrift
