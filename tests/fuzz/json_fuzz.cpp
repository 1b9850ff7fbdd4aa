#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../unit/document/json_oracle.h"
#include "../unit/document/tree_print.h"
#include "../unit/document/without_keys.h"
#include "accessdrift/document/json_reader.h"

/// `read_json` never fails in any other way than by an error, its trees hold together, and it
/// accepts what nlohmann accepts, as the same value. `read_json_without` refuses what it refuses,
/// and what it reads is the same tree less the entries that it leaves out. A list that is read in
/// parts on two threads is the same tree, and refused where it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::string problem = accessdrift::disagreement_with_nlohmann(bytes);
  const auto document =
      accessdrift::read_json(std::make_shared<accessdrift::SourceText>("fuzz.json", bytes));
  if (document && problem.empty()) problem = accessdrift::broken_invariant(*document);
  const auto lines =
      accessdrift::read_json_lines(std::make_shared<accessdrift::SourceText>("fuzz.jsonl", bytes));
  if (lines && problem.empty()) problem = accessdrift::broken_invariant(*lines);
  if (document && !document->nodes.empty() && !lines) problem = "a value is no line";
  constexpr std::array<std::string_view, 3> kUnread = {"a", "id", "meta"};
  const auto less =
      accessdrift::read_json_without(std::make_shared<accessdrift::SourceText>("fuzz.json", bytes),
                                     accessdrift::JsonForm::OneValue, kUnread);
  if (less && !document) problem = "what is no JSON is read in parts";
  if (less && document && problem.empty() &&
      accessdrift::without_keys(accessdrift::NodeView(*less), kUnread) !=
          accessdrift::without_keys(accessdrift::NodeView(*document), kUnread))
    problem = "what is read in parts is another tree";
  for (const bool are_lines : {false, true}) {
    const auto& whole = are_lines ? lines : document;
    accessdrift::JsonReader reader(
        std::make_shared<accessdrift::SourceText>(are_lines ? "fuzz.jsonl" : "fuzz.json", bytes),
        are_lines, {}, {0, 5, true});
    const auto parts = reader.read();
    const bool is_same =
        parts && whole
            ? std::ranges::equal(parts->nodes, whole->nodes,
                                 [](const auto& a, const auto& b) {
                                   return a.begin == b.begin && a.end == b.end && a.link == b.link;
                                 }) &&
                  parts->decoded == whole->decoded
            : !parts && !whole && parts.error().front().message == whole.error().front().message;
    if (problem.empty() && !is_same) problem = "a list in parts is another one";
  }
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
