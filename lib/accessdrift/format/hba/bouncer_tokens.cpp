#include "accessdrift/format/hba/bouncer_tokens.h"

namespace accessdrift::hba {
namespace {

/// C's blanks, as far as a text of lines has them.
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

}  // namespace

void BouncerTokens::advance() {
  if (kind_ == Kind::End) return;
  while (at_ < line_.size() && is_space(line_[at_])) ++at_;
  word_begin_ = at_;
  text_.clear();
  if (at_ == line_.size() || line_[at_] == '#') {
    kind_ = Kind::End;
    return;
  }
  if (line_[at_] == ',') {
    kind_ = Kind::Comma;
    ++at_;
    return;
  }
  if (line_[at_] == '"') return take_quoted();
  kind_ = Kind::Word;
  // The first character is of the word, whatever it is.
  text_ += line_[at_++];
  while (at_ < line_.size() && !is_space(line_[at_]) && line_[at_] != ',' && line_[at_] != '#' &&
         line_[at_] != '"')
    text_ += line_[at_++];
}

void BouncerTokens::take_quoted() {
  std::size_t end = at_ + 1;
  for (; end < line_.size(); ++end) {
    if (line_[end] != '"') {
      text_ += line_[end];
      continue;
    }
    const bool is_doubled = end + 1 < line_.size() && line_[end + 1] == '"';
    if (!is_doubled) break;
    text_ += '"';
    ++end;
  }
  if (end >= line_.size()) {
    kind_ = Kind::Broken;
    return;
  }
  kind_ = Kind::Quoted;
  at_ = end + 1;
}

bool BouncerTokens::eat(Kind kind) {
  if (kind_ != kind) return false;
  advance();
  return true;
}

bool BouncerTokens::eat(std::string_view word) {
  if (!is(word)) return false;
  advance();
  return true;
}

}  // namespace accessdrift::hba
