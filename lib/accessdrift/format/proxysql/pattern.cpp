#include "accessdrift/format/proxysql/pattern.h"

#include <algorithm>
#include <array>
#include <vector>

#include "accessdrift/format/proxysql/characters.h"

namespace accessdrift::proxysql {
namespace {

/// White space of PCRE, with the vertical tab.
constexpr std::string_view kSpace = "\\t\\n\\x0b\\f\\r ";

/// Goes through a pattern and stops where the two syntaxes part.
///
/// A part that one byte beyond ASCII may match, `.` or `[^a]`, says the same of characters only
/// where it is repeated without an end: there are as many bytes as it takes. Two that each need a
/// byte could share a character, unless something in ASCII has to stand between them.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : pattern_(pattern) {}

  std::optional<PlainPattern> translated(bool is_caseless) {
    while (at_ < pattern_.size()) {
      if (!is_ascii(pattern_[at_])) return std::nullopt;
      if (!take()) return std::nullopt;
    }
    if (!groups_.empty()) return std::nullopt;
    made_.text = (is_caseless ? "(?i)" : "") + made_.text;
    return std::move(made_);
  }

 private:
  /// A group that is open.
  struct Group {
    bool needs_byte = false;  ///< something in it does, of whatever value
  };

  [[nodiscard]] char at(std::size_t offset) const {
    return at_ + offset < pattern_.size() ? pattern_[at_ + offset] : '\0';
  }
  [[nodiscard]] bool is_end(std::size_t offset) const { return at_ + offset >= pattern_.size(); }

  bool take() {
    const char c = pattern_[at_];
    if (c == '(') return open_group();
    if (c == ')') return close_group();
    if (c == '|') {
      if (groups_.empty()) needs_byte_ = false;
      return literal_sign("|");
    }
    if (c == '^') return literal_sign("^");
    if (c == '$') return take_end("$");
    if (is_repeat()) return false;
    if (c == '.') return atom(".", 1, true);
    if (c == '[') return take_bracket();
    if (c == '\\') return take_escape();
    const bool is_sign = c == '{' || c == '}' || c == ']';
    return atom((is_sign ? "\\" : "") + std::string(1, c), 1, false);
  }

  bool literal_sign(std::string_view text) {
    made_.text += text;
    ++at_;
    return !is_repeat();
  }
  [[nodiscard]] bool is_repeat() const {
    const char c = at(0);
    return c == '*' || c == '+' || c == '?' || (c == '{' && is_bounds());
  }

  /// Before a last line feed, too; nothing that reads may stand behind it.
  bool take_end(std::string_view text) {
    at_ += text.size();
    std::size_t behind = at_;
    while (behind < pattern_.size() && pattern_[behind] == ')') ++behind;
    const bool ends_all = behind == pattern_.size();
    const bool ends_one = behind == at_ && groups_.empty() && at(0) == '|';
    // In a group another alternative may stand behind it, and then the end of all of them.
    const bool ends_inner = at(0) == '|' && ends_with_groups();
    made_.text += "\\n?$";
    return ends_all || ends_one || ends_inner;
  }
  /// Whether all groups that are open here end with the pattern. Classes and escapes are passed.
  [[nodiscard]] bool ends_with_groups() const {
    std::size_t depth = groups_.size();
    for (std::size_t i = at_; i < pattern_.size(); ++i) {
      if (pattern_[i] == '[') return false;
      if (pattern_[i] == '\\') {
        ++i;
      } else if (pattern_[i] == '(') {
        ++depth;
      } else if (pattern_[i] == ')') {
        --depth;
        if (depth < groups_.size() && i + 1 < pattern_.size() &&
            pattern_.find_first_not_of(')', i) != std::string_view::npos)
          return false;
      }
    }
    return true;
  }

  bool open_group() {
    std::size_t length = 1;
    if (at(1) == '*') return false;
    if (at(1) == '?') {
      // `(?:`, `(?i)`, `(?s:`
      length = 2;
      while (at(length) == 'i' || at(length) == 's' || at(length) == '-') ++length;
      const bool is_option = at(length) == ')' && length > 2;
      if (at(length) != ':' && !is_option) return false;
      ++length;
      if (is_option) {
        made_.text += pattern_.substr(at_, length);
        at_ += length;
        return !is_repeat();
      }
    }
    made_.text += pattern_.substr(at_, length);
    at_ += length;
    groups_.emplace_back();
    return !is_repeat();
  }

  bool close_group() {
    if (groups_.empty()) return false;
    const bool needs_byte = groups_.back().needs_byte;
    groups_.pop_back();
    made_.text += ')';
    ++at_;
    const bool is_repeated = is_repeat();
    if (needs_byte && is_repeated) made_.is_of_ascii = true;
    if (needs_byte && !groups_.empty()) groups_.back().needs_byte = true;
    return take_repeat();
  }

  /// `is_of_bytes`: a byte of a longer character matches, too.
  bool atom(std::string_view text, std::size_t length, bool is_of_bytes) {
    made_.text += text;
    at_ += length;
    const char c = at(0);
    const bool is_any =
        c == '*' || (c == '{' && is_bounds() && at(1) == '0' && at(2) == ',' && at(3) == '}');
    const bool is_some = c == '+';
    const bool is_optional = c == '?' || c == '*' || (c == '{' && is_bounds());
    if (is_of_bytes && !is_any) {
      if (!is_some || needs_byte_) made_.is_of_ascii = true;
      needs_byte_ = true;
      if (!groups_.empty()) groups_.back().needs_byte = true;
    } else if (!is_of_bytes && groups_.empty() && !is_optional) {
      needs_byte_ = false;
    }
    return take_repeat();
  }

  /// `{2}`, `{2,}`, `{2,4}`: any other brace is a character.
  [[nodiscard]] bool is_bounds() const {
    std::size_t i = 1;
    if (!is_digit(at(i))) return false;
    while (is_digit(at(i))) ++i;
    if (at(i) == ',') {
      ++i;
      while (is_digit(at(i))) ++i;
    }
    return at(i) == '}';
  }

  bool take_repeat() {
    if (!is_repeat()) return true;
    std::size_t length = 1;
    if (at(0) == '{') {
      constexpr std::size_t kMostDigits = 3;
      std::size_t digits = 0;
      for (; at(length) != '}'; ++length) {
        digits = is_digit(at(length)) ? digits + 1 : 0;
        if (digits > kMostDigits) return false;
      }
      ++length;
      const bool has_zero = (at(1) == '0' && is_digit(at(2)));
      if (has_zero) return false;
    }
    made_.text += pattern_.substr(at_, length);
    at_ += length;
    if (at(0) == '+') return false;  // possessive
    if (at(0) == '?') {
      made_.text += '?';
      ++at_;
    }
    return !is_repeat();
  }

  bool take_escape() {
    if (is_end(1) || !is_ascii(at(1))) return false;
    const char c = at(1);
    switch (c) {
      case 'd':
      case 'w':
        return atom(pattern_.substr(at_, 2), 2, false);
      case 'D':
      case 'W':
        return atom(pattern_.substr(at_, 2), 2, true);
      case 's':
        return atom("[" + std::string(kSpace) + "]", 2, false);
      case 'S':
        return atom("[^" + std::string(kSpace) + "]", 2, true);
      case 'b':
      case 'A':
      case 'z':
        made_.text += pattern_.substr(at_, 2);
        at_ += 2;
        return !is_repeat();
      case 'Z':
        return take_end("\\Z");
      case 'n':
      case 't':
      case 'r':
      case 'f':
        return atom(pattern_.substr(at_, 2), 2, false);
      default:
        return !is_alphanumeric(c) && atom("\\" + std::string(1, c), 2, false);
    }
  }

  bool take_bracket() {
    static constexpr std::array<std::string_view, 10> kNames = {
        "[:alpha:]", "[:digit:]", "[:alnum:]", "[:lower:]",  "[:upper:]",
        "[:punct:]", "[:space:]", "[:blank:]", "[:xdigit:]", "[:word:]"};
    std::size_t i = at_ + 1;
    std::string set = "[";
    const bool is_negated = i < pattern_.size() && pattern_[i] == '^';
    if (is_negated) set += pattern_[i++];
    bool is_first = true;
    for (; i < pattern_.size() && (pattern_[i] != ']' || is_first); is_first = false) {
      const std::string_view rest = pattern_.substr(i);
      const auto* const name = std::ranges::find_if(
          kNames, [rest](std::string_view one) { return rest.starts_with(one); });
      if (name != kNames.end()) {
        set += *name;
        i += name->size();
        if (i < pattern_.size() && pattern_[i] == '-') return false;
        continue;
      }
      if (!take_member(i, set)) return false;
    }
    if (i >= pattern_.size()) return false;
    set += ']';
    return atom(set, i + 1 - at_, is_negated);
  }

  /// One character of a class, or a class in it.
  bool take_member(std::size_t& i, std::string& set) {
    const char c = pattern_[i];
    if (!is_ascii(c)) return false;
    if (c != '\\') {
      const bool is_named = c == '[' && i + 1 < pattern_.size() &&
                            std::string_view(":.=").find(pattern_[i + 1]) != std::string_view::npos;
      if (is_named) return false;
      if (c == '[' || c == ']') set += '\\';
      set += c;
      ++i;
      return true;
    }
    return i + 1 < pattern_.size() && is_ascii(pattern_[i + 1]) && take_escaped_member(i, set);
  }

  bool take_escaped_member(std::size_t& i, std::string& set) {
    const char escaped = pattern_[i + 1];
    const bool is_class = escaped == 'd' || escaped == 'w' || escaped == 's';
    if (is_class) {
      const bool is_in_range = set.ends_with('-') && set.size() > 2;
      const bool starts_range = i + 2 < pattern_.size() && pattern_[i + 2] == '-';
      if (is_in_range || starts_range) return false;
      set += escaped == 's' ? kSpace : pattern_.substr(i, 2);
    } else {
      const bool is_known = std::string_view("ntrf").find(escaped) != std::string_view::npos;
      if (!is_known && is_alphanumeric(escaped)) return false;
      set += pattern_.substr(i, 2);
    }
    i += 2;
    return true;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
  bool needs_byte_ = false;  ///< since something in ASCII had to stand
  PlainPattern made_;
};

}  // namespace

std::optional<PlainPattern> plain_pattern(std::string_view pattern, bool is_caseless) {
  return Translation(pattern).translated(is_caseless);
}

}  // namespace accessdrift::proxysql
