#include "accessdrift/format/ldif/dn.h"

#include <algorithm>

#include "accessdrift/base/text.h"

namespace accessdrift::ldif {
namespace {

constexpr std::string_view kSpecial = ",;+\"\\<>=# ";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Reads the text of one name from its start on.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool is_at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char next() { return text_[at_++]; }
  void skip_blanks() {
    while (!is_at_end() && text_[at_] == ' ') ++at_;
  }

  /// What stands before `=`, folded; empty: no type.
  std::string read_type() {
    skip_blanks();
    const std::size_t sign = std::min(text_.find('=', at_), text_.size());
    std::string_view type = text_.substr(at_, sign - at_);
    while (type.ends_with(' ')) type.remove_suffix(1);
    const bool is_type = sign < text_.size() && std::ranges::all_of(type, [](char c) {
                           return kSpecial.find(c) == std::string_view::npos;
                         });
    at_ = std::min(sign + 1, text_.size());
    std::string folded = is_type ? fold_ascii(type) : std::string();
    if (folded.starts_with("oid.")) folded.erase(0, 4);
    return folded;
  }

  /// What stands before the next sign that is not escaped; nothing: an escape is none.
  std::optional<std::string> read_value() {
    skip_blanks();
    std::string value;
    std::size_t kept = 0;  // no blank behind it is part of the value, unless it is escaped
    bool is_quoted = false;
    for (; !is_at_end(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        is_quoted = !is_quoted;
        kept = value.size();
      } else if (c == '\\') {
        if (!read_escape(value)) return std::nullopt;
        kept = value.size();
      } else if (!is_quoted && (c == ',' || c == ';' || c == '+')) {
        break;
      } else {
        value += c;
        if (c != ' ' || is_quoted) kept = value.size();
      }
    }
    if (is_quoted) return std::nullopt;
    value.resize(kept);
    return value;
  }

 private:
  bool read_escape(std::string& value) {
    if (++at_ == text_.size()) return false;
    const int high = hex_digit(text_[at_]);
    const int low = at_ + 1 < text_.size() ? hex_digit(text_[at_ + 1]) : -1;
    if (high >= 0 && low >= 0) {
      value += static_cast<char>(high * 16 + low);
      ++at_;
      return true;
    }
    if (kSpecial.find(text_[at_]) == std::string_view::npos) return false;
    value += text_[at_];
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Values compare without case, and runs of blanks are one.
std::string prepared(std::string_view value) {
  std::string out;
  for (const char c : fold_ascii(value)) {
    if (c != ' ' || !out.ends_with(' ')) out += c;
  }
  return out;
}

}  // namespace

std::optional<DistinguishedName> DistinguishedName::parse(std::string_view text) {
  DistinguishedName name;
  Scanner scanner(text);
  scanner.skip_blanks();
  if (scanner.is_at_end()) return name;
  name.parts_.emplace_back();
  while (true) {
    Pair pair;
    pair.type = scanner.read_type();
    std::optional<std::string> value = scanner.read_value();
    if (pair.type.empty() || !value) return std::nullopt;
    pair.value = std::move(*value);
    name.parts_.back().push_back(std::move(pair));
    if (scanner.is_at_end()) return name;
    if (scanner.next() != '+') name.parts_.emplace_back();
    if (scanner.is_at_end()) return std::nullopt;
  }
}

std::optional<std::string> DistinguishedName::naming_value(std::string_view type) const {
  if (parts_.empty()) return std::nullopt;
  const auto found = std::ranges::find(parts_.front(), type, &Pair::type);
  return found == parts_.front().end() ? std::nullopt : std::optional(found->value);
}

std::string DistinguishedName::key_from(std::size_t part) const {
  std::string key;
  for (std::size_t at = part; at < parts_.size(); ++at) {
    std::vector<std::string> pairs;
    for (const Pair& pair : parts_[at])
      pairs.push_back(pair.type + '\x1D' + prepared(pair.value) + '\x1F');
    std::ranges::sort(pairs);
    for (const std::string& pair : pairs) key += pair;
    key += '\x1E';
  }
  return key;
}

}  // namespace accessdrift::ldif
