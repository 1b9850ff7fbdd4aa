#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/read.h"
#include "random_text.h"
#include "tree_print.h"
#include "without_keys.h"

namespace accessdrift {
namespace {

constexpr std::array<std::string_view, 3> kUnread = {"b", "unread", "$ref"};
/// What nobody reads, of one random text and of the next.
const std::vector<std::vector<std::string_view>> kManyUnread = {
    {"b", "unread", "$ref"}, {"b/", "unread/", "$ref/"}, {"a", "b/", "active/", "name"}};
constexpr std::array<std::string_view, 9> kKeys = {"a",    "b",          "unread", "$ref", "active",
                                                   "name", "identifier", "unreaD", "b/"};

/// Random texts: lists of mappings that are nearly alike.
class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::string next() {
    colon_ = random_.pick(3) == 0 ? ": " : ":";
    std::string text = random_.pick(3) == 0 ? R"({"b":{"a":1},"list":)" : "";
    const bool is_inside = !text.empty();
    text += "[";
    const std::vector<std::string_view> keys = some_keys();
    for (std::size_t i = 0, count = random_.pick(7); i < count; ++i) {
      if (i > 0) text += ",";
      text += mapping(keys, 2);
    }
    text += is_inside ? "]}" : "]";
    for (std::size_t mutations = random_.pick(3); mutations > 0; --mutations) random_.mutate(text);
    return text;
  }

 private:
  std::vector<std::string_view> some_keys() {
    std::vector<std::string_view> keys(kKeys.begin(), kKeys.end());
    std::ranges::shuffle(keys, random_.engine());
    keys.resize(2 + random_.pick(keys.size() - 2));
    return keys;
  }
  std::string mapping(const std::vector<std::string_view>& keys, int depth) {
    std::string text = "{";
    for (const std::string_view key : keys) {
      if (random_.pick(8) == 0) continue;
      if (text.size() > 1) text += ",";
      const bool is_escaped = random_.pick(150) == 0;
      text += is_escaped ? R"("\u0062")" : "\"" + std::string(key) + "\"";
      text += colon_ + value(keys, depth);
      if (random_.pick(40) == 0) text += R"(, "odd" : 1 )";
    }
    return text + "}";
  }
  std::string value(const std::vector<std::string_view>& keys, int depth) {
    constexpr std::array<std::string_view, 6> kScalars = {
        "true", "-1.5e3", R"("")", R"("plain, and longer than a block")", R"("\u00e4\"")", "null"};
    if (depth == 0 || random_.pick(3) > 0) return random_.one_of(kScalars);
    if (random_.pick(2) == 0) return mapping(keys, depth - 1);
    return "[" + mapping(keys, depth - 1) + "," + mapping(keys, depth - 1) + "]";
  }

  RandomText random_;
  std::string colon_;
};

/// Whether one of these keys, of which nothing is read, may be written with an escape.
bool may_have_escaped(const std::string& bytes, std::span<const std::string_view> unread) {
  const auto is_there = [&](std::string_view key, std::string_view escaped) {
    return bytes.find(escaped) != bytes.npos && std::ranges::find(unread, key) != unread.end();
  };
  return is_there("a", "\\u0061") || is_there("b", "\\u0062");
}

TEST_CASE("read_json_without: is the whole tree less what nobody reads, and refuses the same") {
  constexpr unsigned kSeed = 20263;
  CAPTURE(kSeed);
  Texts texts(kSeed);
  int accepted = 0;
  int refused = 0;
  for (int round = 0; round < 8'000; ++round) {
    const std::string bytes = texts.next();
    CAPTURE(bytes);
    const auto& unread = kManyUnread[static_cast<std::size_t>(round) % kManyUnread.size()];
    const Result<Document> whole = read_json(json_text(bytes));
    const std::optional<Document> less =
        read_json_without(json_text(bytes), JsonForm::OneValue, unread);
    if (!whole) {
      ++refused;
      REQUIRE(!less);
      continue;
    }
    if (!less) {
      REQUIRE(may_have_escaped(bytes, unread));
      continue;
    }
    ++accepted;
    REQUIRE(broken_invariant(*less).empty());
    REQUIRE(without_keys(NodeView(*less), {}) == without_keys(NodeView(*whole), unread));
  }
  CHECK(accepted > 2'000);
  CHECK(refused > 2'000);
}

/// `{"k0":…,"k1":…}`
std::string mapping_of(std::size_t keys, std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < keys; ++i) {
    text += (text.empty() ? "{\"k" : ",\"k") + std::to_string(i) + "\":";
    text += value;
  }
  return text + "}";
}

TEST_CASE("read_json_without: of more keys and kinds of mappings than are learnt it is as well") {
  const std::string one = mapping_of(60, mapping_of(60, R"({"b":[1],"k1":{"b":"x"},"c":"y"})"));
  const std::string bytes = "[" + one + "," + one + "," + one + "]";
  for (const auto& unread : kManyUnread) {
    const auto less = read_json_without(json_text(bytes), JsonForm::OneValue, unread);
    const auto whole = read_json(json_text(bytes));
    REQUIRE(less.has_value());
    REQUIRE(whole.has_value());
    CHECK((without_keys(NodeView(*less), {}) == without_keys(NodeView(*whole), unread)));
  }
}

TEST_CASE("read_json_without: lines are a list, whose mappings are in it") {
  const auto less = read_json_without(json_text("{\"a\":1,\"b\":2}\n{\"b\":{\"c\":3}}\n"),
                                      JsonForm::Lines, kUnread);
  REQUIRE(less);
  CHECK(less->nodes.size() == 5);
}

TEST_CASE("read_json_without: a mapping that no list holds keeps all") {
  const auto less = read_json_without(json_text(R"({"b":{"b":1}})"), JsonForm::OneValue, kUnread);
  REQUIRE(less);
  CHECK(less->nodes.size() == 5);
}

TEST_CASE("read_json_without: of some entries only that they are there is read") {
  constexpr std::array<std::string_view, 2> kHollow = {"groups/", "meta"};
  std::string bytes = R"([{"groups":[{"a":1},[2]],"b":[1]},{"groups":"x"},{"groups":{"a":"\n"}},)"
                      R"({"groups":{"a":"y"}},{"meta":{"groups":[1]},"c":{"groups":[{}]}}])";
  const auto less = read_json_without(json_text(bytes), JsonForm::OneValue, kHollow);
  REQUIRE(less);
  CHECK(broken_invariant(*less).empty());
  CHECK(without_keys(NodeView(*less), {}) ==
        R"(0-136=[1-33={2-10=q"groups":11-24=[],25-28=q"b":29-32=[30-31=i1,],},)"
        R"(34-48={35-43=q"groups":44-47=q"x",},49-70={50-58=q"groups":59-69={},},)"
        R"(71-91={72-80=q"groups":81-90={},},)"
        R"(92-135={115-118=q"c":119-134={120-128=q"groups":129-133=[],},},])");
  for (const std::string_view wrong : {R"([{"groups":[{"a":1,"a":1}]}])", R"([{"groups":[1}])",
                                       R"([{"groups":1,"groups":2}])", R"([{"groups":["\x"]}])"}) {
    CAPTURE(wrong);
    CHECK(!read_json_without(json_text(std::string(wrong)), JsonForm::OneValue, kHollow));
  }
}

TEST_CASE("read_json_without: what is wrong in what nobody reads is not passed over") {
  for (const std::string_view bytes :
       {R"([{"b":1,"b":2}])", R"([{"b":{"c":1,"c":2}}])", R"([{"b":{"c":01}}])", R"([{"b":"\x"}])",
        R"([{"b":})", R"([{"b":1 "a":2}])", R"([{"a":1,"b":2},{"b":1"a":2}])",
        R"([{"a":1},{,"a":1}])", R"([{"a":1},{"a":1,}])", R"([{"\u0062":1}])"}) {
    CAPTURE(bytes);
    CHECK(!read_json_without(json_text(std::string(bytes)), JsonForm::OneValue, kUnread));
  }
}

}  // namespace
}  // namespace accessdrift
