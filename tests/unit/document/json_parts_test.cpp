#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/json_reader.h"
#include "random_text.h"
#include "tree_print.h"
#include "without_keys.h"

namespace accessdrift {
namespace {

/// What nobody reads, of one list and of the next.
const std::vector<std::vector<std::string_view>> kLeftOut = {
    {}, {"meta1", "name2", "x"}, {"id/", "name1/", "members2/", "meta2"}};
constexpr std::array<std::string_view, 6> kKeysOfElements = {"id",      "meta", "x",
                                                             "members", "name", "a\\u0062"};

/// Random lists of elements that mostly begin alike, within each other, too.
class Lists {
 public:
  explicit Lists(unsigned seed) : random_(seed) {}

  std::string next(bool are_lines) {
    form_ = random_.pick(3);
    std::string text;
    if (are_lines) {
      for (std::size_t i = 0, count = random_.pick(40); i < count; ++i)
        text +=
            (random_.pick(20) == 0 ? value(1) : mapping(2)) + (random_.pick(20) == 0 ? " " : "\n");
    } else {
      const std::string many = list(3, 5 + random_.pick(40));
      text = random_.pick(2) == 0 ? many
                                  : R"({"schemas":["s"],"Resources":)" + many + R"(,"more":)" +
                                        list(2, random_.pick(20)) + "}";
    }
    for (std::size_t mutations = random_.pick(3); mutations > 0; --mutations) random_.mutate(text);
    return text;
  }

 private:
  std::string blank() {
    constexpr std::array<std::string_view, 5> kBlanks = {"", " ", "\n  ", "\r\n", "\t"};
    return form_ == 0 ? "" : form_ == 1 ? "\n" : random_.one_of(kBlanks);
  }
  std::string joined(std::string_view brackets, std::size_t count, auto&& one) {
    std::string text(1, brackets.front());
    text += blank();
    for (std::size_t i = 0; i < count; ++i) text += (i > 0 ? "," : "") + blank() + one(i);
    return text + blank() + brackets.back();
  }
  std::string mapping(int depth) {
    return joined("{}", 1 + random_.pick(4), [&](std::size_t i) {
      const std::string key =
          i == 0 && random_.pick(10) > 0 ? "id" : random_.one_of(kKeysOfElements);
      return '"' + key + (i > 0 && random_.pick(60) > 0 ? std::to_string(i) : "") +
             "\":" + value(depth);
    });
  }
  std::string list(int depth, std::size_t count) {
    return joined("[]", count, [&](std::size_t) {
      return random_.pick(12) == 0 ? value(depth - 1) : mapping(depth - 1);
    });
  }
  std::string value(int depth) {
    constexpr std::array<std::string_view, 7> kScalars = {
        "true",          "-1.5e3", R"("},{\"id\":")", R"("plain, and longer than a block")",
        R"("\u00e4\"")", "null",   R"(",{")"};
    if (depth <= 0 || random_.pick(3) > 0) return random_.one_of(kScalars);
    return random_.pick(2) == 0 ? mapping(depth - 1) : list(depth, random_.pick(4));
  }

  RandomText random_;
  std::size_t form_ = 0;
};

bool are_alike(const Node& a, const Node& b) {
  return a.begin == b.begin && a.end == b.end && a.link == b.link && a.kind == b.kind &&
         a.is_alias == b.is_alias && a.is_quoted == b.is_quoted;
}

/// All that is told of what is wrong.
std::string all_told(const Diagnostics& problems) {
  std::string all;
  const auto place = [](const Span& span) {
    return ' ' + std::to_string(span.place.begin) + '-' + std::to_string(span.place.end);
  };
  for (const Diagnostic& problem : problems) {
    all += problem.code + place(problem.span) + problem.message + problem.label;
    for (const auto& note : problem.notes) all += place(note.span) + note.text;
    all += '\n';
  }
  return all;
}

TEST_CASE("JsonReader: a list that is read in parts is the list, and refused for the same") {
  constexpr unsigned kSeed = 20264;
  CAPTURE(kSeed);
  Lists lists(kSeed);
  RandomText random(kSeed);
  int accepted = 0, refused = 0;
  std::size_t parts = 0;
  for (int round = 0; round < 1'500; ++round) {
    const bool are_lines = round % 3 == 0;
    const std::string bytes = lists.next(are_lines);
    CAPTURE(bytes);
    const auto text = json_text(bytes);
    const auto& unread = kLeftOut[static_cast<std::size_t>(round / 3) % kLeftOut.size()];
    const Result<Document> plain = JsonReader(text, are_lines).read();
    const Result<Document> whole = JsonReader(text, are_lines, unread).read();
    JsonReader reader(text, are_lines, unread, {0, 1 + random.pick(300), true});
    const Result<Document> made = reader.read();
    parts += reader.parts_ahead();
    const Result<Document> hasty =
        JsonReader(text, are_lines, unread, {0, 1 + random.pick(300), false}).read();
    REQUIRE(whole.has_value() == plain.has_value());
    if (whole)
      REQUIRE(without_keys(NodeView(*whole), {}) == without_keys(NodeView(*plain), unread));
    REQUIRE(hasty.has_value() == whole.has_value());
    if (whole) REQUIRE(std::ranges::equal(hasty->nodes, whole->nodes, are_alike));
    if (!whole) REQUIRE(all_told(hasty.error()) == all_told(whole.error()));
    REQUIRE(made.has_value() == whole.has_value());
    if (!whole) {
      ++refused;
      REQUIRE(all_told(made.error()) == all_told(whole.error()));
      continue;
    }
    ++accepted;
    REQUIRE(std::ranges::equal(made->nodes, whole->nodes, are_alike));
    REQUIRE(made->decoded == whole->decoded);
    for (const std::string_view key : {"id", "meta", "name1", "ab", "never"})
      REQUIRE(made->keys.may_have(key) == whole->keys.may_have(key));
  }
  CHECK(accepted > 500);
  CHECK(refused > 250);
  CHECK(parts > 1'500);
}

}  // namespace
TEST_CASE("JsonReader: blanks in front of a file of lines are looked at, nothing before them") {
  for (const std::string_view front : {"", "\r", "\n", "\r\r\r\r\r", " \n "}) {
    const std::string bytes = std::string(front) + "{\"id\": 1}\n{\"id\": 2}\n{\"id\": 3}\n";
    const auto text = json_text(bytes);
    const Result<Document> whole = JsonReader(text, true).read();
    for (std::size_t part = 1; part < bytes.size(); ++part) {
      const Result<Document> made = JsonReader(text, true, {}, {0, part, true}).read();
      REQUIRE(made.has_value());
      REQUIRE(std::ranges::equal(made->nodes, whole->nodes, are_alike));
    }
  }
}

}  // namespace accessdrift
