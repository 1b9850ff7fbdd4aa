#include "lifted_literals.h"

#include <optional>
#include <string_view>
#include <utility>

#include "accessdrift/cel/lexer.h"
#include "accessdrift/model/value.h"

namespace accessdrift::conformance {
namespace {

using cel::Token;
using cel::TokenKind;

std::vector<Token> tokens_of(const std::string& text) {
  ConditionText condition;
  condition.text = text;
  cel::Problems problems(condition, nullptr);
  cel::Lexer lexer(text, problems);
  std::vector<Token> tokens;
  for (Token token = lexer.next();; token = lexer.next()) {
    if (token.kind == TokenKind::End || token.kind == TokenKind::Error) return tokens;
    tokens.push_back(token);
  }
}

/// What could stand in the place of tokens, and what it is.
struct Replacement {
  cel::Range range;
  std::string type;  ///< behind `lifted.` and `x.`
  Value value;
};

std::optional<Replacement> literal_at(const std::vector<Token>& tokens, std::size_t i) {
  const Token& token = tokens[i];
  if (token.kind == TokenKind::True || token.kind == TokenKind::False)
    return Replacement{token.range, "flag", token.kind == TokenKind::True};
  if (token.kind == TokenKind::String) return Replacement{token.range, "text", token.text};
  if (token.kind == TokenKind::Integer && token.magnitude <= INT64_MAX)
    return Replacement{token.range, "int", static_cast<std::int64_t>(token.magnitude)};
  if (token.kind == TokenKind::Minus && i + 1 < tokens.size() &&
      tokens[i + 1].kind == TokenKind::Integer && tokens[i + 1].magnitude <= INT64_MAX)
    return Replacement{{token.range.begin, tokens[i + 1].range.end},
                       "int",
                       -static_cast<std::int64_t>(tokens[i + 1].magnitude)};
  return std::nullopt;
}

/// `timestamp('…')`.
std::optional<Replacement> time_at(const std::string& text, const std::vector<Token>& tokens,
                                   std::size_t i) {
  if (i + 3 >= tokens.size() || tokens[i].kind != TokenKind::Identifier) return std::nullopt;
  const cel::Range name = tokens[i].range;
  if (std::string_view(text).substr(name.begin, name.end - name.begin) != "timestamp" ||
      tokens[i + 2].kind != TokenKind::String)
    return std::nullopt;
  const auto value = parse_value(tokens[i + 2].text, {TypeKind::Time, {}, false, false});
  if (!value) return std::nullopt;
  return Replacement{{name.begin, tokens[i + 3].range.end}, "time", *value};
}

std::string replaced(const std::string& text, cel::Range range, const std::string& by) {
  return text.substr(0, range.begin) + by + text.substr(range.end);
}

}  // namespace

AskedCondition with_binding(const std::string& condition, const std::string& with) {
  AskedCondition asked{condition, {}};
  if (with.empty()) return asked;
  const std::string literal = with.substr(with.find("= ") + 2);
  const std::vector<Token> bound = tokens_of(literal);
  const auto value = bound.empty() ? std::nullopt : literal_at(bound, 0);
  if (!value) return asked;
  const std::string name = "x." + value->type;
  asked.told[name] = Told::present(value->value);
  const std::vector<Token> tokens = tokens_of(condition);
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    if (token->kind == TokenKind::Identifier && token->range.end - token->range.begin == 1 &&
        condition[token->range.begin] == 'x')
      asked.text = replaced(asked.text, token->range, name);
  }
  return asked;
}

std::vector<AskedCondition> lifted(const AskedCondition& condition) {
  const std::vector<Token> tokens = tokens_of(condition.text);
  std::vector<AskedCondition> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto literal = time_at(condition.text, tokens, i);
    if (!literal) literal = literal_at(tokens, i);
    if (!literal) continue;
    const std::string name = "lifted." + literal->type;
    AskedCondition asked{replaced(condition.text, literal->range, name), condition.told};
    asked.told[name] = Told::present(literal->value);
    if (!refusal(asked.text)) found.push_back(std::move(asked));
  }
  return found;
}

}  // namespace accessdrift::conformance
