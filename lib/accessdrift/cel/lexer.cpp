#include "accessdrift/cel/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "accessdrift/cel/string_literal.h"

namespace accessdrift::cel {
namespace {

constexpr std::uint64_t kLargestMagnitude = std::uint64_t{1} << 63U;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_word_start(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word_part(char c) { return is_word_start(c) || is_digit(c); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::size_t run_length(std::string_view text, bool (*is_part)(char)) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_part) - text.begin());
}

struct Symbol {
  std::string_view text;
  TokenKind kind;
};

/// Longer ones first.
constexpr std::array<Symbol, 19> kSymbols{{{"&&", TokenKind::And},
                                           {"||", TokenKind::Or},
                                           {"==", TokenKind::Equal},
                                           {"!=", TokenKind::NotEqual},
                                           {"<=", TokenKind::LessOrEqual},
                                           {">=", TokenKind::GreaterOrEqual},
                                           {"<", TokenKind::Less},
                                           {">", TokenKind::Greater},
                                           {"!", TokenKind::Not},
                                           {"(", TokenKind::OpenParenthesis},
                                           {")", TokenKind::CloseParenthesis},
                                           {"[", TokenKind::OpenBracket},
                                           {"]", TokenKind::CloseBracket},
                                           {",", TokenKind::Comma},
                                           {".", TokenKind::Dot},
                                           {"?", TokenKind::Question},
                                           {":", TokenKind::Colon},
                                           {"+", TokenKind::Plus},
                                           {"-", TokenKind::Minus}}};

}  // namespace

Token Lexer::next() {
  skip_blanks_and_comments();
  if (at_ == text_.size()) return token(TokenKind::End, 0);
  if (starts_string_literal(text_, at_)) return read_string();
  if (is_word_start(text_[at_])) return read_word();
  if (is_digit(text_[at_])) return read_number();
  return read_symbol();
}

void Lexer::skip_blanks_and_comments() {
  while (at_ < text_.size()) {
    if (is_blank(text_[at_])) {
      ++at_;
    } else if (text_.substr(at_, 2) == "//") {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      return;
    }
  }
}

Token Lexer::token(TokenKind kind, std::size_t length) {
  Token token;
  token.kind = kind;
  token.range = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length)};
  at_ += length;
  return token;
}

Token Lexer::fail(std::size_t length, Problems::Words words) {
  Token failed = token(TokenKind::Error, length);
  problems_.add("invalid-condition", failed.range, std::move(words));
  return failed;
}

Token Lexer::read_word() {
  const std::size_t length = run_length(text_.substr(at_), is_word_part);
  const std::string_view word = text_.substr(at_, length);
  if (word == "true") return token(TokenKind::True, length);
  if (word == "false") return token(TokenKind::False, length);
  if (word == "in") return token(TokenKind::In, length);
  if (word == "null") {
    return fail(length, {"`null` is not part of conditions", "expected a value",
                         "`has(x)` tells whether an attribute is present"});
  }
  return token(TokenKind::Identifier, length);
}

Token Lexer::read_number() {
  const std::string_view rest = text_.substr(at_);
  const bool is_hex = rest.starts_with("0x") && rest.size() > 2 && is_hex_digit(rest[2]);
  const std::size_t prefix = is_hex ? 2 : 0;
  const std::size_t length =
      prefix + run_length(rest.substr(prefix), is_hex ? is_hex_digit : is_digit);
  const std::string_view behind = rest.substr(length);
  const std::size_t junk = run_length(behind, is_word_part);
  if (behind.size() > 1 && behind.front() == '.' && is_digit(behind[1])) {
    return fail(length + 1 + run_length(behind.substr(1), is_word_part),
                {"numbers with a fraction are not part of conditions", "expected an integer"});
  }
  if (junk > 0) return fail(length + junk, {"malformed number", "expected an integer"});

  std::uint64_t magnitude = 0;
  const char* const end = rest.data() + length;
  const auto [stop, error] =
      std::from_chars(rest.data() + prefix, end, magnitude, is_hex ? 16 : 10);
  if (error != std::errc{} || stop != end || magnitude > kLargestMagnitude) {
    return fail(length, {"integer out of range", "expected at most 9223372036854775807"});
  }
  Token number = token(TokenKind::Integer, length);
  number.magnitude = magnitude;
  return number;
}

Token Lexer::read_string() {
  auto literal = read_string_literal(text_, at_, problems_);
  if (!literal) return token(TokenKind::Error, 0);
  Token string = token(TokenKind::String, literal->end - at_);
  string.text = std::move(literal->value);
  return string;
}

Token Lexer::read_symbol() {
  const std::string_view rest = text_.substr(at_);
  for (const Symbol& symbol : kSymbols) {
    if (rest.starts_with(symbol.text)) return token(symbol.kind, symbol.text.size());
  }
  return refuse_symbol();
}

Token Lexer::refuse_symbol() {
  const std::string_view symbol = text_.substr(at_, code_point_length());
  const std::string found = quoted(symbol);
  if (symbol == "*" || symbol == "/" || symbol == "%") {
    return fail(1, {"arithmetic is not part of conditions", "no " + found + " here"});
  }
  if (symbol == "{" || symbol == "}") {
    return fail(1, {"maps are not part of conditions", "no " + found + " here"});
  }
  if (symbol == "=") return fail(1, {"unexpected `=`", "expected `==`", "`==` compares"});
  if (symbol == "&") return fail(1, {"unexpected `&`", "expected `&&`", "`&&` is and"});
  if (symbol == "|") return fail(1, {"unexpected `|`", "expected `||`", "`||` is or"});
  return fail(symbol.size(),
              {"unexpected character " + found, "expected an expression or operator"});
}

std::size_t Lexer::code_point_length() const {
  std::size_t end = at_ + 1;
  while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) ++end;
  return end - at_;
}

bool is_reserved_word(std::string_view word) {
  constexpr std::array<std::string_view, 17> kWords{
      "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
      "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};
  return std::ranges::find(kWords, word) != kWords.end();
}

}  // namespace accessdrift::cel
