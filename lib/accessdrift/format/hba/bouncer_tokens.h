#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "accessdrift/base/source_text.h"

namespace accessdrift::hba {

/// The words of one line, as PgBouncer takes it apart: a quote ends a word and starts another one,
/// which is a name, and commas are words of their own.
class BouncerTokens {
 public:
  enum class Kind : std::uint8_t { Word, Quoted, Comma, Broken, End };

  /// Stands at the first word.
  BouncerTokens(const SourceText& file, std::string_view line, Place place)
      : file_(file), line_(line), begin_(place.begin) {
    advance();
  }

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] Span span() const { return span_of(word_begin_, at_); }
  [[nodiscard]] bool is(std::string_view word) const {
    return kind_ == Kind::Word && text_ == word;
  }

  /// Goes to the next word. Behind the end there is none, and behind a quote that is not closed.
  void advance();
  /// Whether it stands at that; then it goes on.
  bool eat(Kind kind);
  bool eat(std::string_view word);
  /// Passes over all that is left.
  void skip_rest() { kind_ = Kind::End; }

 private:
  void take_quoted();
  [[nodiscard]] Span span_of(std::size_t begin, std::size_t end) const {
    return {&file_,
            {begin_ + static_cast<std::uint32_t>(begin), begin_ + static_cast<std::uint32_t>(end)}};
  }

  const SourceText& file_;
  std::string_view line_;
  std::uint32_t begin_;
  std::size_t at_ = 0;
  std::size_t word_begin_ = 0;
  Kind kind_ = Kind::Comma;
  std::string text_;
};

}  // namespace accessdrift::hba
