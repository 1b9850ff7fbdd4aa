#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "accessdrift/cel/problems.h"

namespace accessdrift::cel {

enum class TokenKind : std::uint8_t {
  End,
  Error,       ///< told to `Problems`
  Identifier,  ///< reserved words too
  Integer,     ///< `magnitude`, at most 2^63
  String,      ///< `text`, unescaped
  True,
  False,
  In,
  OpenParenthesis,
  CloseParenthesis,
  OpenBracket,
  CloseBracket,
  Comma,
  Dot,
  Question,
  Colon,
  Not,
  And,
  Or,
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  Plus,
  Minus,
};

struct Token {
  TokenKind kind = TokenKind::End;
  Range range;
  std::uint64_t magnitude = 0;
  std::string text;
};

/// Cuts a condition into tokens by CEL's lexis (google/cel-spec, doc/langdef.md, syntax). Comments
/// run from `//` to the end of the line. What conditions do not have (bytes, doubles, unsigned
/// numbers, maps, `null`, `*`, `/`, `%`) is an error that says so.
class Lexer {
 public:
  Lexer(std::string_view text, Problems& problems) : text_(text), problems_(problems) {}

  /// Behind the first Error nothing more may be asked.
  [[nodiscard]] Token next();

 private:
  void skip_blanks_and_comments();
  [[nodiscard]] Token token(TokenKind kind, std::size_t length);
  [[nodiscard]] Token fail(std::size_t length, Problems::Words words);
  [[nodiscard]] Token read_word();
  [[nodiscard]] Token read_number();
  [[nodiscard]] Token read_string();
  [[nodiscard]] Token read_symbol();
  [[nodiscard]] Token refuse_symbol();
  [[nodiscard]] std::size_t code_point_length() const;

  std::string_view text_;
  Problems& problems_;
  std::size_t at_ = 0;
};

/// Words that CEL keeps for other languages; they may follow a dot, but not start a name.
[[nodiscard]] bool is_reserved_word(std::string_view word);

}  // namespace accessdrift::cel
