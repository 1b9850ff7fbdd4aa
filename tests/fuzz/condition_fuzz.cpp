#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "../unit/cel/sample.h"

namespace {

using accessdrift::Diagnostic;
using accessdrift::Expression;

/// Where the text of the condition stands in its imagined file.
constexpr std::uint32_t kContentBegin = 5;
constexpr std::uint32_t kMaxDepth = 100;

/// A flat tree: children before parents, every node but the root in one place, spans inside each
/// other.
std::string broken_tree(const Expression& expression) {
  if (expression.nodes.empty()) return "no node";
  if (expression.at(expression.root()).type != accessdrift::TypeKind::Bool)
    return "the root is not Boolean";
  std::vector<std::uint32_t> depths(expression.nodes.size(), 1);
  std::vector<std::uint32_t> parents(expression.nodes.size(), 0);
  for (std::uint32_t i = 0; i < expression.nodes.size(); ++i) {
    const Expression::Node& node = expression.at(i);
    if (node.begin > node.end || node.end > expression.source.text.size())
      return "a span outside of the text";
    for (const std::uint32_t child : node.children) {
      if (child >= i) return "a child behind its parent";
      ++parents[child];
      depths[i] = std::max(depths[i], depths[child] + 1);
      const Expression::Node& inner = expression.at(child);
      if (inner.begin < node.begin || inner.end > node.end) return "a child outside of its parent";
    }
    if (depths[i] > kMaxDepth) return "too deep";
  }
  parents.back() += 1;
  if (std::ranges::any_of(parents, [](std::uint32_t count) { return count != 1; }))
    return "a node without one parent";
  return {};
}

std::string broken_errors(const accessdrift::Diagnostics& problems, std::size_t size) {
  if (problems.empty()) return "refused without an error";
  for (const Diagnostic& problem : problems) {
    if (problem.code.empty() || problem.message.empty() || problem.label.empty())
      return "an error without words";
    for (const std::string* words : {&problem.message, &problem.label, &problem.help}) {
      if (words->find('\n') != words->npos) return "words on two lines";
    }
    const auto [begin, end] = problem.span.place;
    if (!problem.span.is_known() || begin > end || begin < kContentBegin ||
        end > kContentBegin + size) {
      return "an error without a place";
    }
  }
  return {};
}

std::string broken_check(const std::string& text, accessdrift::cel::Use use) {
  static const accessdrift::SourceText file("fuzz.yaml", "");
  static const accessdrift::Schema schema = accessdrift::cel::sample_schema();
  const auto end = static_cast<std::uint32_t>(kContentBegin + text.size());
  const accessdrift::ConditionText condition{text, {kContentBegin, end}, kContentBegin, true};
  const auto checked = accessdrift::cel::check(condition, &file, schema, use);
  return checked ? broken_tree(*checked) : broken_errors(checked.error(), text.size());
}

}  // namespace

/// `check` gives a sound tree or errors with a place, whatever the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const auto use : {accessdrift::cel::Use::Condition, accessdrift::cel::Use::GroupRule}) {
    const std::string problem = broken_check(text, use);
    if (problem.empty()) continue;
    std::fprintf(stderr, "%s\n", problem.c_str());
    std::abort();
  }
  return 0;
}
