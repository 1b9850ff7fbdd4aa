#include "accessdrift/cel/check.h"

#include <utility>

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
  return expression;
}

}  // namespace accessdrift::cel
