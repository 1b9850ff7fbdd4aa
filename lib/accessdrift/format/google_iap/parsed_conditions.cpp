#include <utility>

#include "accessdrift/cel/parser.h"
#include "accessdrift/format/google_iap/conditions.h"
#include "accessdrift/format/google_iap/plain_text.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::google_iap {

std::optional<std::string_view> text_literal(const cel::SyntaxTree& tree, std::uint32_t node) {
  if (tree.at(node).kind != cel::SyntaxKind::String) return std::nullopt;
  return tree.at(node).text;
}

bool is_name(const cel::SyntaxTree& tree, std::uint32_t node, std::string_view name) {
  return tree.at(node).kind == cel::SyntaxKind::Name && tree.at(node).text == name;
}

ConditionText written_condition(NodeView condition) {
  const std::optional<NodeView> expression = source::find(condition, "expression");
  if (expression && expression->is_scalar()) return condition_text(*expression);
  ConditionText none;
  none.place = (expression ? *expression : condition).place();
  none.is_verbatim = false;
  return none;
}

const ParsedCondition& ParsedConditions::of(const ConditionText& condition) {
  const auto [known, is_new] = known_.try_emplace(condition.text);
  if (!is_new) return known->second;
  ParsedCondition& made = known->second;
  const auto parse = [&condition](std::string_view text) {
    cel::Problems problems(condition, nullptr);
    auto tree = cel::parse(text, problems);
    return tree ? std::make_shared<const cel::SyntaxTree>(std::move(*tree)) : nullptr;
  };
  const std::string plain = with_plain_keys(condition.text);
  made.written = parse(condition.text);
  made.plain = plain == condition.text ? made.written : parse(plain);
  return made;
}

}  // namespace accessdrift::google_iap
