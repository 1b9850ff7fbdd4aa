#include "accessdrift/format/postgresql/sql.h"

#include <algorithm>
#include <array>

#include "accessdrift/base/text.h"

namespace accessdrift::postgresql {
namespace {

constexpr std::array<std::string_view, 10> kTelling = {
    "create", "alter", "drop", "grant", "revoke", "do", "copy", "update", "insert", "delete"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_in_words(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_telling(const SqlToken& token) {
  return token.kind == SqlToken::Kind::Word &&
         std::ranges::find(kTelling, std::string_view(token.text)) != kTelling.end();
}

bool copies_from_here(const std::vector<SqlToken>& tokens) {
  if (tokens.empty() || !tokens.front().is("copy")) return false;
  return std::ranges::any_of(tokens, [](const SqlToken& token) { return token.is("stdin"); });
}

}  // namespace

std::optional<SqlStatement> SqlScript::next() {
  SqlStatement statement;
  while (statement.tokens.empty()) {
    skip_blanks();
    if (at_ >= bytes_.size()) return std::nullopt;
    if (here() == '\\') {
      take_command(statement);
    } else {
      take_statement(statement);
    }
  }
  if (copies_from_here(statement.tokens)) skip_rows();
  return statement;
}

/// A line for psql; of those that run another script the word is kept.
void SqlScript::take_command(SqlStatement& statement) {
  constexpr std::array<std::string_view, 4> kRunning = {"\\i", "\\ir", "\\include",
                                                        "\\include_relative"};
  const std::size_t begin = at_;
  skip_line();
  const std::string_view line = bytes_.substr(begin, at_ - begin);
  const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
  if (std::ranges::find(kRunning, word) == kRunning.end()) return;
  statement.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  statement.tokens.push_back({SqlToken::Kind::Sign, std::string(word), statement.place});
}

void SqlScript::take_statement(SqlStatement& statement) {
  statement.place.begin = static_cast<std::uint32_t>(at_);
  bool is_kept = true;
  while (at_ < bytes_.size() && here() != ';') {
    SqlToken token = take();
    statement.place.end = token.place.end;
    if (is_kept) statement.tokens.push_back(std::move(token));
    is_kept = is_telling(statement.tokens.front());
    skip_blanks();
  }
  at_ = std::min(at_ + 1, bytes_.size());
}

void SqlScript::skip_blanks() {
  while (at_ < bytes_.size()) {
    if (is_blank(here())) {
      ++at_;
    } else if (is_at("--")) {
      skip_line();
    } else if (is_at("/*")) {
      skip_block_comment();
    } else {
      return;
    }
  }
}

void SqlScript::skip_line() { at_ = std::min(bytes_.find('\n', at_), bytes_.size()); }

void SqlScript::skip_block_comment() {
  int depth = 0;
  do {
    if (is_at("/*")) {
      ++depth;
      at_ += 2;
    } else if (is_at("*/")) {
      --depth;
      at_ += 2;
    } else {
      ++at_;
    }
  } while (depth > 0 && at_ < bytes_.size());
  at_ = std::min(at_, bytes_.size());
}

void SqlScript::skip_rows() {
  constexpr std::string_view kEnd = "\n\\.";
  const std::size_t end = bytes_.find(kEnd, at_);
  at_ = end == std::string_view::npos ? bytes_.size() : end + kEnd.size();
}

SqlToken SqlScript::take() {
  const char c = here();
  if (c == '"') return take_quoted('"', false);
  if (c == '\'') return take_quoted('\'', false);
  const bool is_escaped = (c == 'e' || c == 'E') && bytes_.substr(at_ + 1, 1) == "'";
  if (is_escaped) {
    ++at_;
    return take_quoted('\'', true);
  }
  if (c == '$') {
    if (std::optional<SqlToken> text = take_dollar_string()) return std::move(*text);
  }
  if (is_in_words(c)) return take_word();
  const auto at = static_cast<std::uint32_t>(at_++);
  return {SqlToken::Kind::Sign, std::string(1, c), {at, at + 1}};
}

SqlToken SqlScript::take_quoted(char quote, bool has_escapes) {
  SqlToken token;
  token.kind = quote == '"' ? SqlToken::Kind::Quoted : SqlToken::Kind::String;
  token.place.begin = static_cast<std::uint32_t>(at_++);
  for (; at_ < bytes_.size(); ++at_) {
    if (has_escapes && here() == '\\' && at_ + 1 < bytes_.size()) {
      ++at_;
    } else if (here() == quote) {
      if (bytes_.substr(at_ + 1, 1) != std::string_view(&quote, 1)) break;
      ++at_;
    }
    token.text += here();
  }
  at_ = std::min(at_ + 1, bytes_.size());
  token.place.end = static_cast<std::uint32_t>(at_);
  return token;
}

/// `$tag$ … $tag$`; nothing of another dollar.
std::optional<SqlToken> SqlScript::take_dollar_string() {
  std::size_t end = at_ + 1;
  while (end < bytes_.size() && is_in_words(bytes_[end])) ++end;
  if (end >= bytes_.size() || bytes_[end] != '$') return std::nullopt;
  const std::string_view tag = bytes_.substr(at_, end + 1 - at_);
  const std::size_t begin = at_;
  const std::size_t close = std::min(bytes_.find(tag, end + 1), bytes_.size());
  at_ = std::min(close + tag.size(), bytes_.size());
  return SqlToken{SqlToken::Kind::String,
                  std::string(bytes_.substr(end + 1, close - end - 1)),
                  {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}};
}

SqlToken SqlScript::take_word() {
  const std::size_t begin = at_;
  while (at_ < bytes_.size() && (is_in_words(here()) || here() == '$')) ++at_;
  return {SqlToken::Kind::Word,
          fold_ascii(bytes_.substr(begin, at_ - begin)),
          {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}};
}

}  // namespace accessdrift::postgresql
