#include <cstdint>
#include <string_view>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {
namespace {

struct Token {
  enum class Kind : std::uint8_t { Byte, WithinSegment, AcrossSegments };
  Kind kind = Kind::Byte;
  char byte = 0;

  [[nodiscard]] bool is_star() const { return kind != Kind::Byte; }
  /// Whether a star takes one more byte.
  [[nodiscard]] bool takes(char c) const {
    return kind == Kind::AcrossSegments || (kind == Kind::WithinSegment && c != '/');
  }
};

std::vector<Token> tokens_of(std::string_view pattern) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '*') {
      tokens.push_back({Token::Kind::Byte, pattern[i]});
    } else if (pattern.substr(i, 2) == "**") {
      tokens.push_back({Token::Kind::AcrossSegments, 0});
      ++i;
    } else {
      tokens.push_back({Token::Kind::WithinSegment, 0});
    }
  }
  return tokens;
}

/// For every token, whether those before it can match the text that was read so far.
class Progress {
 public:
  explicit Progress(const std::vector<Token>& tokens)
      : tokens_(tokens), reached_(tokens.size() + 1, 0) {
    reached_[0] = 1;
    skip_stars();
  }

  void read(char c) {
    for (std::size_t i = reached_.size(); i-- > 0;) {
      const bool stays = i < tokens_.size() && reached_[i] != 0 && tokens_[i].takes(c);
      const bool advances =
          i > 0 && reached_[i - 1] != 0 && !tokens_[i - 1].is_star() && tokens_[i - 1].byte == c;
      reached_[i] = stays || advances ? 1 : 0;
    }
    skip_stars();
  }

  [[nodiscard]] bool is_complete() const { return reached_.back() != 0; }

 private:
  void skip_stars() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (reached_[i] != 0 && tokens_[i].is_star()) reached_[i + 1] = 1;
    }
  }

  const std::vector<Token>& tokens_;
  std::vector<std::uint8_t> reached_;
};

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
  const std::string_view literal = pattern.substr(0, pattern.find('*'));
  if (!text.starts_with(literal)) return false;
  if (literal.size() == pattern.size()) return text.size() == pattern.size();

  const std::vector<Token> tokens = tokens_of(pattern.substr(literal.size()));
  Progress progress(tokens);
  for (const char c : text.substr(literal.size())) progress.read(c);
  return progress.is_complete();
}

}  // namespace accessdrift
