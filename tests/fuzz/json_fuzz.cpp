#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "../unit/document/json_oracle.h"
#include "../unit/document/tree_print.h"
#include "../unit/document/without_keys.h"
#include "accessdrift/document/json_reader.h"

namespace {

using namespace accessdrift;

/// `id` and `m` are there, and nothing of what they hold.
constexpr std::array<std::string_view, 5> kUnread = {"a", "id/", "meta", "m/", "x"};

std::shared_ptr<const SourceText> text_of(const std::string& bytes) {
  return std::make_shared<const SourceText>("fuzz.json", bytes);
}

/// What is wrong with what is read without some keys.
std::string wrong_without(const std::string& bytes, const Result<Document>& whole, JsonForm form) {
  const auto less = read_json_without(text_of(bytes), form, kUnread);
  if (!less) {
    const bool may_be_escaped = bytes.find("\\u") != std::string::npos;
    return whole && !may_be_escaped ? "what is JSON is not read without some keys" : "";
  }
  if (!whole) return "what is no JSON is read without some keys";
  if (const std::string broken = broken_invariant(*less); !broken.empty()) return broken;
  const bool is_same = without_keys(NodeView(*less), {}) == without_keys(NodeView(*whole), kUnread);
  return is_same ? "" : "what is read without some keys is another tree";
}

/// What is wrong with what is read in parts.
std::string wrong_in_parts(const std::string& bytes, const Result<Document>& whole,
                           bool are_lines) {
  const auto parts = JsonReader(text_of(bytes), are_lines, {}, {0, 5, true}).read();
  const auto are_alike = [](const Node& a, const Node& b) {
    return a.begin == b.begin && a.end == b.end && a.link == b.link;
  };
  const bool is_same =
      parts && whole
          ? std::ranges::equal(parts->nodes, whole->nodes, are_alike) &&
                parts->decoded == whole->decoded
          : !parts && !whole && parts.error().front().message == whole.error().front().message;
  if (!is_same) return "a list in parts is another one";
  const auto less = JsonReader(text_of(bytes), are_lines, kUnread, {0, 5, true}).read();
  if (!less || !whole) return less ? "what is no JSON is read in parts" : "";
  const bool is_same_less =
      without_keys(NodeView(*less), {}) == without_keys(NodeView(*whole), kUnread);
  return is_same_less ? "" : "a list in parts without some keys is another one";
}

std::string wrong(const std::string& bytes) {
  if (const std::string told = disagreement_with_nlohmann(bytes); !told.empty()) return told;
  const auto document = read_json(text_of(bytes));
  const auto lines = read_json_lines(text_of(bytes));
  if (document && !document->nodes.empty() && !lines) return "a value is no line";
  for (const auto* whole : {&document, &lines}) {
    const bool are_lines = whole == &lines;
    if (*whole)
      if (const std::string broken = broken_invariant(**whole); !broken.empty()) return broken;
    const JsonForm form = are_lines ? JsonForm::Lines : JsonForm::OneValue;
    if (const std::string without = wrong_without(bytes, *whole, form); !without.empty())
      return without;
    if (const std::string in_parts = wrong_in_parts(bytes, *whole, are_lines); !in_parts.empty())
      return in_parts;
  }
  return {};
}

}  // namespace

/// `read_json` never fails in any other way than by an error, its trees hold together, and it
/// accepts what nlohmann accepts, as the same value. `read_json_without` refuses what it refuses,
/// and what it reads is the same tree less what it leaves out. A list that is read in parts on two
/// threads is the same tree, and refused where it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string problem = wrong(std::string(reinterpret_cast<const char*>(data), size));
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
