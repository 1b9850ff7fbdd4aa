#include "accessdrift/format/postgresql/pattern.h"

#include <algorithm>
#include <array>

namespace accessdrift::postgresql {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_plain(char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; }

/// Goes through a pattern and stops where the two syntaxes part.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : pattern_(pattern) {}

  std::optional<std::string> translated() {
    if (pattern_.starts_with("***")) return std::nullopt;
    while (at_ < pattern_.size()) {
      if (!is_plain(pattern_[at_]) || !take()) return std::nullopt;
    }
    return made_;
  }

 private:
  [[nodiscard]] char at(std::size_t offset) const {
    return at_ + offset < pattern_.size() ? pattern_[at_ + offset] : '\0';
  }
  bool copy(std::size_t count) {
    made_ += pattern_.substr(at_, count);
    at_ += count;
    return true;
  }

  bool take() {
    switch (pattern_[at_]) {
      case '\\':
        return take_escape();
      case '[':
        return take_bracket();
      case '(':
        // `(?:` alone is the same; other signs are options and look-ahead.
        return at(1) != '?' ? copy(1) : at(2) == ':' && copy(3);
      case '{':
        return take_bounds();
      case '}':
      case ']':
        made_ += '\\';
        return copy(1);
      default:
        return copy(1);
    }
  }

  bool take_escape() {
    constexpr std::string_view kClasses = "dDwWsS";
    const char c = at(1);
    if (c == '\0' || !is_plain(c)) return false;
    if (is_letter_or_digit(c) && kClasses.find(c) == std::string_view::npos) return false;
    return copy(2);
  }

  /// `{2}`, `{2,}`, `{2,4}`; any other brace is a character to one of the two only.
  bool take_bounds() {
    const std::size_t end = pattern_.find('}', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view bounds = pattern_.substr(at_ + 1, end - at_ - 1);
    const std::size_t comma = std::min(bounds.find(','), bounds.size());
    const auto is_bound = [](std::string_view digits) {
      constexpr std::size_t kMost = 255;
      std::size_t number = 0;
      for (const char c : digits) {
        if (c < '0' || c > '9' || number > kMost) return false;
        number = number * 10 + static_cast<std::size_t>(c - '0');
      }
      return number <= kMost;
    };
    const std::string_view most = bounds.substr(std::min(comma + 1, bounds.size()));
    if (comma == 0 || !is_bound(bounds.substr(0, comma)) || !is_bound(most)) return false;
    return copy(end - at_ + 1);
  }

  bool take_bracket() {
    static constexpr std::array<std::string_view, 8> kNames = {
        "[:alpha:]", "[:digit:]", "[:alnum:]", "[:lower:]",
        "[:upper:]", "[:punct:]", "[:space:]", "[:xdigit:]"};
    copy(1);
    if (at(0) == '^') copy(1);
    if (at(0) == ']') {
      made_ += '\\';
      copy(1);
    }
    while (at_ < pattern_.size() && at(0) != ']') {
      const std::string_view rest = pattern_.substr(at_);
      const auto* const name = std::ranges::find_if(
          kNames, [rest](std::string_view one) { return rest.starts_with(one); });
      if (name != kNames.end()) {
        copy(name->size());
      } else if (at(0) == '[' || !is_plain(at(0))) {
        return false;
      } else if (at(0) == '\\') {
        if (!take_escape()) return false;
      } else {
        copy(1);
      }
    }
    return at(0) == ']' && copy(1);
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::string made_;
};

}  // namespace

std::optional<std::string> plain_pattern(std::string_view pattern) {
  return Translation(pattern).translated();
}

}  // namespace accessdrift::postgresql
