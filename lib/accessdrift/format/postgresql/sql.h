#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/source_text.h"

namespace accessdrift::postgresql {

/// A word of SQL. A name without quotes is folded, as the server does it.
struct SqlToken {
  enum class Kind : std::uint8_t { Word, Quoted, String, Sign };
  Kind kind = Kind::Word;
  std::string text;  ///< of quoted ones what they mean
  Place place;

  [[nodiscard]] bool is(std::string_view word) const { return kind == Kind::Word && text == word; }
  [[nodiscard]] bool is_sign(char sign) const { return kind == Kind::Sign && text[0] == sign; }
  [[nodiscard]] bool is_name() const { return kind == Kind::Word || kind == Kind::Quoted; }
};

struct SqlStatement {
  std::vector<SqlToken> tokens;
  Place place;
};

/// Takes a script apart, as `pg_dumpall` writes it and people do: comments, strings of all kinds,
/// rows behind COPY, lines for psql, of which those that run another script are
/// statements of one sign. Of statements that do not start with one of the words that say
/// something of roles or databases only the first word is kept. Cost: linear.
class SqlScript {
 public:
  explicit SqlScript(std::string_view bytes) : bytes_(bytes) {}

  /// Nothing: no more of them.
  [[nodiscard]] std::optional<SqlStatement> next();

 private:
  [[nodiscard]] bool is_at(std::string_view text) const {
    return bytes_.substr(at_, text.size()) == text;
  }
  [[nodiscard]] char here() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
  void take_command(SqlStatement& statement);
  void take_statement(SqlStatement& statement);
  void skip_blanks();
  void skip_line();
  void skip_block_comment();
  void skip_rows();
  [[nodiscard]] SqlToken take();
  [[nodiscard]] SqlToken take_quoted(char quote, bool has_escapes);
  [[nodiscard]] std::optional<SqlToken> take_dollar_string();
  [[nodiscard]] SqlToken take_word();

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace accessdrift::postgresql
