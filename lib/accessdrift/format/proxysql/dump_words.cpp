#include "accessdrift/format/proxysql/dump_words.h"

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/format/proxysql/characters.h"

namespace accessdrift::proxysql {
namespace {

bool is_of_word(char c) { return is_alphanumeric(c) || c == '_' || c == '$' || !is_ascii(c); }

/// Whether a line begins so; within a text it may stand anywhere.
bool has_line(std::string_view bytes, std::string_view begin) {
  return bytes.starts_with(begin) ||
         bytes.find('\n' + std::string(begin)) != std::string_view::npos;
}

}  // namespace

/// Names in back-quotes are MySQL's way, and its texts have escapes.
DumpWords::DumpWords(std::string_view bytes)
    : bytes_(bytes),
      has_escapes_(has_line(bytes, "INSERT INTO `") || has_line(bytes, "REPLACE INTO `") ||
                   has_line(bytes, "-- MySQL dump")) {}

void DumpWords::skip_blanks() {
  for (;;) {
    while (at_ < bytes_.size() &&
           std::string_view(" \t\r\n\f").find(bytes_[at_]) != std::string_view::npos)
      ++at_;
    const bool is_line = rest().starts_with("--") || rest().starts_with('#');
    if (is_line) {
      at_ = std::min(bytes_.find('\n', at_), bytes_.size());
    } else if (rest().starts_with("/*")) {
      const std::size_t end = bytes_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
    } else {
      return;
    }
  }
}

DumpWord DumpWords::next() {
  skip_blanks();
  DumpWord word;
  const std::size_t begin = at_;
  const char c = at_ < bytes_.size() ? bytes_[at_] : '\0';
  if (at_ >= bytes_.size()) {
    word.kind = DumpWord::Kind::End;
  } else if (c == '\'') {
    word.kind = DumpWord::Kind::Text;
    take_quoted(word, c);
  } else if (c == '"' || c == '`') {
    word.kind = DumpWord::Kind::Name;
    word.is_quoted = true;
    take_quoted(word, c);
  } else if (is_digit(c) || c == '-' || c == '+') {
    word.kind = DumpWord::Kind::Number;
    word.text = take_while([](char one) { return is_of_word(one) || one == '.'; });
  } else if (is_of_word(c)) {
    word.kind = DumpWord::Kind::Name;
    word.text = fold_ascii(take_while(is_of_word));
  } else {
    word.kind = DumpWord::Kind::Sign;
    word.text = c;
    ++at_;
  }
  word.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  return word;
}

/// The sign here, and those behind it.
std::string_view DumpWords::take_while(bool (*is_part)(char)) {
  const std::size_t begin = at_++;
  while (at_ < bytes_.size() && is_part(bytes_[at_])) ++at_;
  return bytes_.substr(begin, at_ - begin);
}

/// A quote that is not closed ends with the file.
void DumpWords::take_quoted(DumpWord& word, char quote) {
  for (++at_; at_ < bytes_.size(); ++at_) {
    const char c = bytes_[at_];
    const bool has_next = at_ + 1 < bytes_.size();
    if (c == quote) {
      if (!has_next || bytes_[at_ + 1] != quote) break;
      ++at_;
    } else if (c == '\\' && has_escapes_ && quote == '\'' && has_next) {
      constexpr std::string_view kEscapes = "ntr0Z";
      constexpr std::string_view kMeant{"\n\t\r\0\x1a", 5};
      const std::size_t known = kEscapes.find(bytes_[++at_]);
      word.text += known == std::string_view::npos ? bytes_[at_] : kMeant[known];
      continue;
    }
    word.text += bytes_[at_];
  }
  at_ = std::min(at_ + 1, bytes_.size());
}

}  // namespace accessdrift::proxysql
