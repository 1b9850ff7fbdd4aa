#include "accessdrift/model/expression.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

Expression::Node attribute(Operator op, const char* name) {
  Expression::Node node;
  node.op = op;
  node.name = name;
  return node;
}

Expression::Node branch(Operator op, std::vector<std::uint32_t> children) {
  Expression::Node node;
  node.op = op;
  node.children = std::move(children);
  return node;
}

/// `auth.mfa && (user.a || user.b || auth.mfa)`
Expression sample() {
  Expression expression;
  expression.nodes = {attribute(Operator::RequestAttribute, "auth.mfa"),
                      attribute(Operator::UserAttribute, "b"),
                      attribute(Operator::UserAttribute, "a"),
                      attribute(Operator::RequestAttribute, "auth.mfa"),
                      branch(Operator::Or, {1, 2, 3}),
                      branch(Operator::And, {0, 4})};
  return expression;
}

TEST_CASE("criteria: the parts of an And at the root, else the root") {
  Expression expression = sample();
  CHECK(criteria(expression) == std::vector<std::uint32_t>{0, 4});
  expression.nodes.pop_back();
  CHECK(criteria(expression) == std::vector<std::uint32_t>{4});
}

TEST_CASE("attributes_read: of one root each once and sorted") {
  const Expression expression = sample();
  using Names = std::vector<std::string>;
  CHECK(attributes_read(expression, 5, Operator::UserAttribute) == Names{"a", "b"});
  CHECK(attributes_read(expression, 5, Operator::RequestAttribute) == Names{"auth.mfa"});
  CHECK(attributes_read(expression, 5, Operator::ResourceAttribute).empty());
  CHECK(attributes_read(expression, 0, Operator::UserAttribute).empty());
}

TEST_CASE("place_of: within the value if it stands byte for byte and else the whole value") {
  ConditionText text{"auth.mfa", {10, 20}, 11, true};
  CHECK(text.place_of(5, 8) == Place{16, 19});
  text.is_verbatim = false;
  CHECK(text.place_of(5, 8) == Place{10, 20});
}

}  // namespace
}  // namespace accessdrift
