#include "accessdrift/cel/parser.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

#include "accessdrift/cel/lexer.h"
#include "accessdrift/cel/syntax_builder.h"

namespace accessdrift::cel {
namespace {

constexpr std::uint64_t kMagnitudeOfLowest = std::uint64_t{1} << 63U;

struct RelationToken {
  TokenKind token;
  Operator op;
};

constexpr std::array<RelationToken, 7> kRelations{
    {{TokenKind::Equal, Operator::Equal},
     {TokenKind::NotEqual, Operator::NotEqual},
     {TokenKind::Less, Operator::Less},
     {TokenKind::LessOrEqual, Operator::LessOrEqual},
     {TokenKind::Greater, Operator::Greater},
     {TokenKind::GreaterOrEqual, Operator::GreaterOrEqual},
     {TokenKind::In, Operator::In}}};

/// Null if the token is no relation.
const RelationToken* relation_of(TokenKind kind) {
  const auto* const found = std::ranges::find(kRelations, kind, &RelationToken::token);
  return found == kRelations.end() ? nullptr : found;
}

/// What to write for a word that other languages have as an operator.
std::string_view operator_for(std::string_view word) {
  if (word == "and" || word == "AND") return "&&";
  if (word == "or" || word == "OR") return "||";
  if (word == "not" || word == "NOT") return "!";
  if (word == "is" || word == "eq") return "==";
  return {};
}

/// Recursive descent. A function that gives no node has told why and leaves the parser where it
/// stopped.
class Parser {
 public:
  Parser(std::string_view text, Problems& problems)
      : text_(text), problems_(problems), lexer_(text, problems), builder_(problems) {}

  std::optional<SyntaxTree> run();

 private:
  using Node = std::optional<std::uint32_t>;
  using Nodes = std::optional<std::vector<std::uint32_t>>;

  Node parse_expression();
  Node parse_conditional();
  Node parse_or();
  Node parse_and();
  Node parse_relation();
  Node parse_sum();
  Node parse_unary();
  Node parse_negative();
  Node parse_member();
  Node parse_dot(std::uint32_t receiver);
  Node parse_primary();
  Node parse_name_or_call();
  Node parse_parentheses();
  Node parse_list();
  Nodes parse_items(TokenKind close, std::string_view close_text, bool may_end_in_comma);
  Node parse_integer(Range begin, bool is_negative);
  Node add_pair(SyntaxNode node, Node left, Node right);

  bool advance();
  bool expect(TokenKind kind, std::string_view text, std::optional<Range> opened = std::nullopt);
  [[nodiscard]] bool is_at(TokenKind kind) const { return token_.kind == kind; }
  [[nodiscard]] std::string_view text_of(Range range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }
  [[nodiscard]] SyntaxNode node_at_token(SyntaxKind kind) const;
  [[nodiscard]] Range& range_of(std::uint32_t node) { return builder_.at(node).range; }
  std::nullopt_t fail_expected(std::string_view expected);
  std::nullopt_t fail_depth();

  std::string_view text_;
  Problems& problems_;
  Lexer lexer_;
  SyntaxBuilder builder_;
  Token token_;
  std::uint32_t last_end_ = 0;  // of the token before token_
  std::uint32_t nesting_ = 0;
};

std::optional<SyntaxTree> Parser::run() {
  if (!advance()) return std::nullopt;
  if (is_at(TokenKind::End)) {
    problems_.add("invalid-condition", token_.range, {"empty condition", "expected an expression"});
    return std::nullopt;
  }
  const Node root = parse_expression();
  if (!root) return std::nullopt;
  if (!is_at(TokenKind::End)) return fail_expected("an operator or the end of the condition");
  return builder_.take(*root);
}

Parser::Node Parser::parse_expression() {
  // The outermost expression is no level of nesting.
  if (nesting_ > kMaxDepth) return fail_depth();
  ++nesting_;
  const Node node = parse_conditional();
  --nesting_;
  return node;
}

Parser::Node Parser::parse_conditional() {
  const Node condition = parse_or();
  if (!condition || !is_at(TokenKind::Question)) return condition;
  if (!advance()) return std::nullopt;
  const Node chosen = parse_or();
  if (!chosen || !expect(TokenKind::Colon, "`:`")) return std::nullopt;
  const Node otherwise = parse_expression();
  if (!otherwise) return std::nullopt;
  SyntaxNode node;
  node.kind = SyntaxKind::Conditional;
  node.range = {range_of(*condition).begin, range_of(*otherwise).end};
  node.children = {*condition, *chosen, *otherwise};
  return builder_.add(std::move(node));
}

Parser::Node Parser::parse_or() {
  std::vector<std::uint32_t> parts;
  do {
    if (!parts.empty() && !advance()) return std::nullopt;
    const Node part = parse_and();
    if (!part) return std::nullopt;
    parts.push_back(*part);
  } while (is_at(TokenKind::Or));
  return builder_.join(SyntaxKind::Or, parts);
}

Parser::Node Parser::parse_and() {
  std::vector<std::uint32_t> parts;
  do {
    if (!parts.empty() && !advance()) return std::nullopt;
    const Node part = parse_relation();
    if (!part) return std::nullopt;
    parts.push_back(*part);
  } while (is_at(TokenKind::And));
  return builder_.join(SyntaxKind::And, parts);
}

Parser::Node Parser::parse_relation() {
  Node left = parse_sum();
  while (left) {
    const RelationToken* const relation = relation_of(token_.kind);
    if (relation == nullptr) break;
    SyntaxNode node = node_at_token(SyntaxKind::Relation);
    node.relation = relation->op;
    left = advance() ? add_pair(std::move(node), left, parse_sum()) : std::nullopt;
  }
  return left;
}

Parser::Node Parser::parse_sum() {
  Node left = parse_unary();
  while (left && (is_at(TokenKind::Plus) || is_at(TokenKind::Minus))) {
    SyntaxNode node = node_at_token(SyntaxKind::Sum);
    node.text = text_of(token_.range);
    left = advance() ? add_pair(std::move(node), left, parse_unary()) : std::nullopt;
  }
  return left;
}

Parser::Node Parser::parse_unary() {
  if (is_at(TokenKind::Minus)) return parse_negative();
  std::vector<std::uint32_t> begins;
  while (is_at(TokenKind::Not)) {
    if (begins.size() == kMaxDepth) return fail_depth();
    begins.push_back(token_.range.begin);
    if (!advance()) return std::nullopt;
  }
  const Node member = parse_member();
  if (!member) return std::nullopt;
  std::uint32_t operand = *member;
  for (const std::uint32_t begin : std::views::reverse(begins)) {
    SyntaxNode node;
    node.kind = SyntaxKind::Not;
    node.range = {begin, range_of(operand).end};
    node.children = {operand};
    const Node negated = builder_.add(std::move(node));
    if (!negated) return std::nullopt;
    operand = *negated;
  }
  return operand;
}

Parser::Node Parser::parse_negative() {
  const Range minus = token_.range;
  if (!advance()) return std::nullopt;
  if (is_at(TokenKind::Integer)) return parse_integer(minus, true);
  problems_.add("invalid-condition", minus,
                {"arithmetic is not part of conditions", "expected an integer behind `-`"});
  return std::nullopt;
}

Parser::Node Parser::parse_member() {
  const Node primary = parse_primary();
  if (!primary) return std::nullopt;
  std::uint32_t member = *primary;
  while (is_at(TokenKind::Dot)) {
    const Node longer = parse_dot(member);
    if (!longer) return std::nullopt;
    member = *longer;
  }
  if (is_at(TokenKind::OpenBracket)) {
    problems_.add("invalid-condition", token_.range,
                  {"an index is not part of conditions", "expected an operator"});
    return std::nullopt;
  }
  return member;
}

Parser::Node Parser::parse_dot(std::uint32_t receiver) {
  if (!advance()) return std::nullopt;
  if (!is_at(TokenKind::Identifier)) return fail_expected("a name behind `.`");
  const Range name = token_.range;
  if (!advance()) return std::nullopt;
  if (is_at(TokenKind::OpenParenthesis)) {
    SyntaxNode node;
    node.kind = SyntaxKind::Method;
    node.function = name;
    node.text = text_of(name);
    auto arguments = parse_items(TokenKind::CloseParenthesis, "`)`", false);
    if (!arguments) return std::nullopt;
    arguments->insert(arguments->begin(), receiver);
    node.children = *std::move(arguments);
    node.range = {range_of(receiver).begin, last_end_};
    return builder_.add(std::move(node));
  }
  SyntaxNode& value = builder_.at(receiver);
  const bool is_plain_name =
      value.kind == SyntaxKind::Name && value.function.end == value.range.end;
  if (!is_plain_name) {
    problems_.add("invalid-condition", name,
                  {"a value has no " + quoted(text_of(name)), "expected a function with `(`"});
    return std::nullopt;
  }
  value.text += '.';
  value.text += text_of(name);
  value.range.end = value.function.end = name.end;
  return receiver;
}

Parser::Node Parser::parse_primary() {
  SyntaxNode literal = node_at_token(SyntaxKind::Boolean);
  switch (token_.kind) {
    case TokenKind::True:
    case TokenKind::False:
      literal.number = is_at(TokenKind::True) ? 1 : 0;
      if (!advance()) return std::nullopt;
      return builder_.add(std::move(literal));
    case TokenKind::String:
      literal.kind = SyntaxKind::String;
      literal.text = std::move(token_.text);
      if (!advance()) return std::nullopt;
      return builder_.add(std::move(literal));
    case TokenKind::Integer:
      return parse_integer(token_.range, false);
    case TokenKind::Identifier:
      return parse_name_or_call();
    case TokenKind::OpenParenthesis:
      return parse_parentheses();
    case TokenKind::OpenBracket:
      return parse_list();
    default:
      return fail_expected("an expression");
  }
}

Parser::Node Parser::parse_name_or_call() {
  SyntaxNode node = node_at_token(SyntaxKind::Name);
  node.text = text_of(token_.range);
  node.function = token_.range;
  if (is_reserved_word(node.text)) {
    problems_.add("invalid-condition", node.range,
                  {quoted(node.text) + " is a reserved word of CEL", "expected an expression"});
    return std::nullopt;
  }
  if (!advance()) return std::nullopt;
  if (!is_at(TokenKind::OpenParenthesis)) return builder_.add(std::move(node));
  node.kind = SyntaxKind::Call;
  auto arguments = parse_items(TokenKind::CloseParenthesis, "`)`", false);
  if (!arguments) return std::nullopt;
  node.children = *std::move(arguments);
  node.range.end = last_end_;
  return builder_.add(std::move(node));
}

Parser::Node Parser::parse_parentheses() {
  const Range open = token_.range;
  if (!advance()) return std::nullopt;
  const Node inside = parse_expression();
  if (!inside || !expect(TokenKind::CloseParenthesis, "`)`", open)) return std::nullopt;
  range_of(*inside) = {open.begin, last_end_};
  return inside;
}

Parser::Node Parser::parse_list() {
  SyntaxNode node = node_at_token(SyntaxKind::List);
  auto elements = parse_items(TokenKind::CloseBracket, "`]`", true);
  if (!elements) return std::nullopt;
  node.children = *std::move(elements);
  node.range.end = last_end_;
  return builder_.add(std::move(node));
}

/// From the opening bracket to behind the closing one.
Parser::Nodes Parser::parse_items(TokenKind close, std::string_view close_text,
                                  bool may_end_in_comma) {
  const Range open = token_.range;
  std::vector<std::uint32_t> items;
  if (!advance()) return std::nullopt;
  while (!is_at(close)) {
    const Node item = parse_expression();
    if (!item) return std::nullopt;
    items.push_back(*item);
    if (!is_at(TokenKind::Comma)) break;
    if (!advance()) return std::nullopt;
    if (is_at(close) && !may_end_in_comma) return fail_expected("an argument");
  }
  if (!expect(close, close_text, open)) return std::nullopt;
  return items;
}

/// An operator between two parts, if there are two.
Parser::Node Parser::add_pair(SyntaxNode node, Node left, Node right) {
  if (!left || !right) return std::nullopt;
  node.range = {range_of(*left).begin, range_of(*right).end};
  node.children = {*left, *right};
  return builder_.add(std::move(node));
}

Parser::Node Parser::parse_integer(Range begin, bool is_negative) {
  SyntaxNode node = node_at_token(SyntaxKind::Integer);
  node.range.begin = begin.begin;
  const std::uint64_t magnitude = token_.magnitude;
  if (magnitude == kMagnitudeOfLowest && !is_negative) {
    problems_.add("invalid-condition", node.range,
                  {"integer out of range", "expected at most 9223372036854775807"});
    return std::nullopt;
  }
  node.number = static_cast<std::int64_t>(is_negative ? ~magnitude + 1 : magnitude);
  if (!advance()) return std::nullopt;
  return builder_.add(std::move(node));
}

bool Parser::advance() {
  last_end_ = token_.range.end;
  token_ = lexer_.next();
  return token_.kind != TokenKind::Error;
}

bool Parser::expect(TokenKind kind, std::string_view text, std::optional<Range> opened) {
  if (is_at(kind)) return advance();
  fail_expected(text);
  if (opened) problems_.note(*opened, quoted(text_of(*opened)) + " was opened here");
  return false;
}

SyntaxNode Parser::node_at_token(SyntaxKind kind) const {
  SyntaxNode node;
  node.kind = kind;
  node.range = token_.range;
  return node;
}

std::nullopt_t Parser::fail_expected(std::string_view expected) {
  const std::string_view found = text_of(token_.range);
  const std::string found_text = is_at(TokenKind::End) ? "the end of the condition" : quoted(found);
  const std::string_view meant = operator_for(found);
  const std::string label = "expected " + std::string(expected);
  problems_.add("invalid-condition", token_.range,
                {label + ", found " + found_text, label,
                 meant.empty() ? std::string() : "write " + quoted(meant)});
  return std::nullopt;
}

std::nullopt_t Parser::fail_depth() {
  builder_.refuse_depth(token_.range);
  return std::nullopt;
}

}  // namespace

std::optional<SyntaxTree> parse(std::string_view text, Problems& problems) {
  return Parser(text, problems).run();
}

}  // namespace accessdrift::cel
