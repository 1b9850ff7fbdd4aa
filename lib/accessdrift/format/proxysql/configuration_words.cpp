#include "accessdrift/format/proxysql/configuration_words.h"

#include <algorithm>
#include <limits>

#include "accessdrift/base/text.h"
#include "accessdrift/format/proxysql/characters.h"

namespace accessdrift::proxysql {
namespace {

bool is_of_setting(char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '*'; }

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// An integer that a setting of this type holds; other numbers are of another type.
void read_number(ConfigurationWord& word) {
  const bool is_hex = word.text.starts_with("0x") || word.text.starts_with("0X");
  std::string_view digits = std::string_view(word.text).substr(is_hex ? 2 : 0);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  const std::optional<std::int64_t> number = whole_number(digits, is_hex ? 16 : 10);
  const bool fits = number && *number >= std::numeric_limits<std::int32_t>::min() &&
                    *number <= std::numeric_limits<std::int32_t>::max();
  word.type = fits ? Cell::Kind::Integer : Cell::Kind::Other;
  if (fits) word.text = std::to_string(*number);
}

}  // namespace

void ConfigurationWords::skip_blanks() {
  for (;;) {
    while (at_ < bytes_.size() &&
           std::string_view(" \t\r\n\f").find(bytes_[at_]) != std::string_view::npos)
      ++at_;
    if (rest().starts_with('#') || rest().starts_with("//")) {
      at_ = std::min(bytes_.find('\n', at_), bytes_.size());
    } else if (rest().starts_with("/*")) {
      const std::size_t end = bytes_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
    } else {
      return;
    }
  }
}

bool ConfigurationWords::is_in_line_start() const {
  for (std::size_t i = at_; i > 0 && bytes_[i - 1] != '\n'; --i)
    if (bytes_[i - 1] != ' ' && bytes_[i - 1] != '\t') return false;
  return true;
}

ConfigurationWord ConfigurationWords::next() {
  skip_blanks();
  ConfigurationWord word;
  const std::size_t begin = at_;
  word.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin)};
  if (at_ >= bytes_.size()) return word;
  const char c = bytes_[at_];
  if (c == '"') {
    word = take_text();
  } else if (c == '@' && is_in_line_start() && take_include(word)) {
    word.kind = ConfigurationWord::Kind::Include;
  } else if (is_letter(c) || c == '*' || is_digit(c) || c == '+' || c == '-' || c == '.') {
    word = take_plain();
  } else {
    constexpr std::string_view kSigns = "=:,{}[]();";
    word.kind = kSigns.find(c) == std::string_view::npos ? ConfigurationWord::Kind::Broken
                                                         : ConfigurationWord::Kind::Sign;
    word.text = c;
    ++at_;
  }
  word.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  return word;
}

/// An escape that is none keeps its backslash.
ConfigurationWord ConfigurationWords::take_text() {
  ConfigurationWord word;
  word.kind = ConfigurationWord::Kind::Value;
  word.type = Cell::Kind::Text;
  for (++at_; at_ < bytes_.size() && bytes_[at_] != '"'; ++at_) {
    if (bytes_[at_] != '\\' || at_ + 1 >= bytes_.size()) {
      word.text += bytes_[at_];
      continue;
    }
    constexpr std::string_view kEscapes = "nrtf\\\"";
    constexpr std::string_view kMeant = "\n\r\t\f\\\"";
    const char escaped = bytes_[at_ + 1];
    const std::size_t known = kEscapes.find(escaped);
    const bool has_two = (escaped == 'x' || escaped == 'X') && at_ + 3 < bytes_.size() &&
                         hex_digit(bytes_[at_ + 2]) >= 0 && hex_digit(bytes_[at_ + 3]) >= 0;
    if (known != std::string_view::npos) {
      word.text += kMeant[known];
      ++at_;
    } else if (has_two) {
      word.text += static_cast<char>(hex_digit(bytes_[at_ + 2]) * 16 + hex_digit(bytes_[at_ + 3]));
      at_ += 3;
    } else {
      word.text += '\\';
    }
  }
  if (at_ >= bytes_.size()) {
    word.kind = ConfigurationWord::Kind::Broken;
    return word;
  }
  ++at_;
  if (find_invalid_utf8(word.text)) word.type = Cell::Kind::Other;
  return word;
}

bool ConfigurationWords::take_include(ConfigurationWord& word) {
  constexpr std::string_view kInclude = "@include";
  if (!rest().starts_with(kInclude)) return false;
  std::size_t at = at_ + kInclude.size();
  while (at < bytes_.size() && (bytes_[at] == ' ' || bytes_[at] == '\t')) ++at;
  if (at >= bytes_.size() || bytes_[at] != '"' || at == at_ + kInclude.size()) return false;
  const std::size_t end = bytes_.find('"', at + 1);
  if (end == std::string_view::npos) return false;
  word.text = bytes_.substr(at + 1, end - at - 1);
  at_ = end + 1;
  return true;
}

ConfigurationWord ConfigurationWords::take_plain() {
  ConfigurationWord word;
  const std::size_t begin = at_;
  const auto is_of_number = [](char c) { return is_of_setting(c) || c == '.' || c == '+'; };
  const bool is_name = is_letter(bytes_[at_]) || bytes_[at_] == '*';
  while (at_ < bytes_.size() && (is_name ? is_of_setting(bytes_[at_]) : is_of_number(bytes_[at_])))
    ++at_;
  word.text = bytes_.substr(begin, at_ - begin);
  if (!is_name) {
    word.kind = ConfigurationWord::Kind::Value;
    read_number(word);
    const bool has_digit = std::ranges::any_of(word.text, is_digit);
    if (!has_digit) word.kind = ConfigurationWord::Kind::Broken;
    return word;
  }
  word.kind = ConfigurationWord::Kind::Name;
  const std::string folded = fold_ascii(word.text);
  if (folded == "true" || folded == "false") {
    word.kind = ConfigurationWord::Kind::Value;
    word.type = Cell::Kind::Boolean;
    word.text = folded;
  }
  return word;
}

}  // namespace accessdrift::proxysql
