#include "accessdrift/lint/added_criteria.h"

#include <utility>

#include "accessdrift/base/time_text.h"
#include "accessdrift/model/schema.h"

namespace accessdrift {

AddedCriteria::AddedCriteria(const Expression& condition)
    : made_(condition), parts_{condition.root()} {}

/// Tests are known by their text, so each has its own.
std::uint32_t AddedCriteria::begin(std::string_view text) {
  made_.source.text += " && ";
  begin_ = static_cast<std::uint32_t>(made_.source.text.size());
  made_.source.text += text;
  return begin_;
}

std::uint32_t AddedCriteria::add(Operator op, TypeKind type, std::vector<std::uint32_t> children,
                                 std::string_view name) {
  Expression::Node node;
  node.op = op;
  node.type = type;
  node.children = std::move(children);
  node.name = name;
  node.begin = begin_;
  node.end = static_cast<std::uint32_t>(made_.source.text.size());
  made_.nodes.push_back(std::move(node));
  return made_.root();
}

void AddedCriteria::from(Instant instant) {
  begin("request.time >= timestamp(\"" + to_text(instant) + "\")");
  const std::uint32_t time = add(Operator::RequestAttribute, TypeKind::Time, {}, kTime);
  const std::uint32_t bound = add(Operator::Literal, TypeKind::Time, {}, {});
  made_.nodes[bound].literal = Time{instant};
  parts_.push_back(add(Operator::GreaterOrEqual, TypeKind::Bool, {time, bound}, {}));
}

void AddedCriteria::without(const std::string& attribute, TypeKind type, bool is_required) {
  begin(is_required ? '!' + attribute : "!has(" + attribute + ')');
  const std::uint32_t read = add(Operator::RequestAttribute, type, {}, attribute);
  const std::uint32_t told = is_required ? read : add(Operator::Has, TypeKind::Bool, {read}, {});
  parts_.push_back(add(Operator::Not, TypeKind::Bool, {told}, {}));
}

Expression AddedCriteria::take() {
  begin_ = 0;
  if (parts_.size() > 1) (void)add(Operator::And, TypeKind::Bool, parts_, {});
  return std::move(made_);
}

}  // namespace accessdrift
