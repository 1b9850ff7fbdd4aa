#include "condition_writer.h"
#include "vocabulary.h"

namespace accessdrift::property {

std::string ConditionWriter::short_text() {
  return '"' + random_.pick(random_.chance(70) ? kPaths : kTexts) + '"';
}

std::string ConditionWriter::text_function(const Operand& operand, const std::string& text) {
  switch (random_.below(12)) {
    case 0:
      return "size(" + text + ")" + int_operator() + std::to_string(random_.between(0, 5));
    case 1:
      return "size(" + text + ")" + int_operator() + "size(" + some_text() + ")";
    case 2:
      return text + int_operator() + ordered_partner(operand);
    case 3:
    case 4:
      return text + ".matches(" + pattern_literal() + ")";
    case 5:
      return "[" + short_text() + ", " + some_text() + "].exists(s, " + text + ".startsWith(s))";
    case 6:
      return "(has(" + operand.text + ") ? " + text + " : " + short_text() + ").endsWith(" +
             short_text() + ")";
    default:
      return search(operand, text);
  }
}

/// Enums have no order.
std::string ConditionWriter::ordered_partner(const Operand& operand) {
  std::vector<Operand> strings;
  for (const Operand& other : operands_) {
    const bool is_allowed = other.root != Root::Request || operand.root != Root::Request;
    if (other.kind == TypeKind::String && is_allowed && other.text != operand.text)
      strings.push_back(other);
  }
  return strings.empty() || random_.chance(50) ? short_text() : use(random_.pick(strings));
}

/// One way round or, more seldom, the other.
std::string ConditionWriter::search(const Operand& operand, const std::string& text) {
  static const std::vector<std::string> kMethods{".startsWith(", ".startsWith(", ".endsWith(",
                                                 ".contains("};
  const std::string& method = random_.pick(kMethods);
  const std::string other = random_.chance(75) ? short_text() : partner(operand, short_text());
  if (random_.chance(20)) return other + method + text + ")";
  return (random_.chance(15) ? "!" : "") + text + method + other + ")";
}

std::string ConditionWriter::pattern_literal() {
  const std::string text = random_.chance(50) ? random_.pick(kPatterns) : pattern(3);
  const std::string start = random_.chance(30) ? "^" : "";
  return "r\"" + start + text + (random_.chance(30) ? "$\"" : "\"");
}

std::string ConditionWriter::pattern(int depth) {
  static const std::vector<std::string> kAtoms{"a", "b", "/", "a", "b", "[ab]", "[^a]", ".", "\\."};
  if (depth == 0) return random_.pick(kAtoms);
  switch (random_.below(8)) {
    case 0:
      return "(" + pattern(depth - 1) + ")*";
    case 1:
      return random_.pick(kAtoms) + random_.pick(std::vector<std::string>{"+", "?", "*", "{2}"});
    case 2:
      return "(" + pattern(depth - 1) + "|" + pattern(depth - 1) + ")";
    case 3:
      return random_.pick(std::vector<std::string>{"^", "$", "\\b", ""}) + pattern(depth - 1);
    default:
      return pattern(depth - 1) + pattern(depth - 1);
  }
}

}  // namespace accessdrift::property
