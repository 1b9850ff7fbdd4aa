#include "accessdrift/cel/check.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/cel/attribute_names.h"
#include "accessdrift/cel/parser.h"
#include "accessdrift/cel/problems.h"
#include "accessdrift/cel/type_check.h"

namespace accessdrift::cel {
namespace {

tl::unexpected<Diagnostics> fail(Problems& problems) {
  Diagnostics diagnostics = problems.take();
  sort_diagnostics(diagnostics);
  return failure(std::move(diagnostics));
}

/// What `exists` and `all` within each other may come to: an evaluation asks each part so often.
constexpr std::uint64_t kMostSteps = 65'536;

/// Steps of an evaluation, counted to just above the bound; without quantifiers one a node.
std::uint64_t steps_of(const Expression& expression) {
  std::vector<std::uint64_t> steps;
  steps.reserve(expression.nodes.size());
  for (const Expression::Node& node : expression.nodes) {
    std::uint64_t own = 1;
    for (const std::uint32_t child : node.children) own += steps[child];
    if (node.op == Operator::Exists || node.op == Operator::All) {
      const std::uint64_t elements = expression.at(node.children[0]).children.size();
      own += elements * steps[node.children[1]];
    }
    steps.push_back(std::min(own, kMostSteps + 2 * expression.nodes.size()));
  }
  return steps.back();
}

}  // namespace

Result<Expression> check(const ConditionText& condition, const SourceText* file,
                         const Schema& schema, Use use) {
  Problems problems(condition, file);
  const auto tree = parse(condition.text, problems);
  if (!tree) return fail(problems);
  AttributeNames names(schema, use, problems);
  Expression expression;
  expression.nodes = TypeChecker(condition.text, *tree, names, problems).run();
  if (!problems.all().empty()) return fail(problems);
  expression.source = condition;
  if (steps_of(expression) > std::max(kMostSteps, std::uint64_t{2} * expression.nodes.size())) {
    problems.add("too-large", {0, static_cast<std::uint32_t>(condition.text.size())},
                 {"`exists` and `all` within each other take too many steps",
                  "expected at most " + std::to_string(kMostSteps),
                  "each multiplies what it asks by the length of its list"});
    return fail(problems);
  }
  return expression;
}

}  // namespace accessdrift::cel
