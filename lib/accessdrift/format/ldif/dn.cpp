#include "accessdrift/format/ldif/dn.h"

#include <algorithm>
#include <array>

#include "accessdrift/base/folded_text.h"
#include "accessdrift/base/text.h"

namespace accessdrift::ldif {
namespace {

constexpr std::string_view kSpecial = ",;+\"\\<>=# ";

/// Other names of a type, by RFC 4519 and the lists of RFC 4514: its number, and a longer one.
constexpr auto kTypes = std::to_array<std::array<std::string_view, 3>>({
    {"cn", "2.5.4.3", "commonname"},
    {"sn", "2.5.4.4", "surname"},
    {"c", "2.5.4.6", "countryname"},
    {"l", "2.5.4.7", "localityname"},
    {"st", "2.5.4.8", "stateorprovincename"},
    {"street", "2.5.4.9", "streetaddress"},
    {"o", "2.5.4.10", "organizationname"},
    {"ou", "2.5.4.11", "organizationalunitname"},
    {"givenname", "2.5.4.42", "gn"},
    {"uid", "0.9.2342.19200300.100.1.1", "userid"},
    {"mail", "0.9.2342.19200300.100.1.3", "rfc822mailbox"},
    {"dc", "0.9.2342.19200300.100.1.25", "domaincomponent"},
});

/// The short name of a folded type.
std::string_view one_name_of(std::string_view type) {
  for (const auto& names : kTypes) {
    if (std::ranges::find(names, type) != names.end()) return names.front();
  }
  return type;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<std::string> bytes_of_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    const int high = hex_digit(digits[at]);
    const int low = hex_digit(digits[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

/// The text in a value that is written as the bytes of its encoding (`#0c03416e61`, RFC 4514 §2.4),
/// if these are of a text in UTF-8 or ASCII; else the value as it stands there.
std::string text_of_hex(const std::string& value) {
  constexpr std::string_view kTextTags = "\x0c\x12\x13\x16\x1a";
  constexpr std::size_t kShortForm = 0x80;
  const std::optional<std::string> bytes = bytes_of_hex(std::string_view(value).substr(1));
  if (!bytes || bytes->size() < 2 || kTextTags.find(bytes->front()) == kTextTags.npos) return value;
  std::size_t size = static_cast<unsigned char>((*bytes)[1]);
  std::size_t start = 2;
  if (size > kShortForm) {
    const std::size_t more = size - kShortForm;
    if (more > 4 || bytes->size() < start + more) return value;
    size = 0;
    for (; start < 2 + more; ++start)
      size = size << 8U | static_cast<unsigned char>((*bytes)[start]);
  }
  return bytes->size() == start + size ? bytes->substr(start) : value;
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
    return std::string(one_name_of(folded));
  }

  /// What stands before the next sign that is not escaped; nothing: an escape is none.
  std::optional<std::string> read_value() {
    skip_blanks();
    const bool is_encoded = !is_at_end() && text_[at_] == '#';
    Value value;
    for (; !is_at_end() && (value.is_quoted || !is_separator(text_[at_])); ++at_) {
      if (!read_sign(value)) return std::nullopt;
    }
    if (value.is_quoted) return std::nullopt;
    value.text.resize(value.kept);
    return is_encoded ? text_of_hex(value.text) : value.text;
  }

 private:
  struct Value {
    std::string text;
    std::size_t kept = 0;  ///< no blank behind it is part of the value, unless it is escaped
    bool is_quoted = false;
  };
  bool read_sign(Value& value) {
    const char c = text_[at_];
    if (c == '\\') {
      if (!read_escape(value.text)) return false;
    } else if (c == '"') {
      value.is_quoted = !value.is_quoted;
    } else {
      value.text += c;
    }
    if (c != ' ' || value.is_quoted) value.kept = value.text.size();
    return true;
  }

  static bool is_separator(char c) { return c == ',' || c == ';' || c == '+'; }

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

/// Values compare as RFC 4518 prepares them: without case and width, runs of blanks as one.
std::string prepared(std::string_view value) {
  const bool is_ascii =
      std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
  const bool is_folded_whole = !is_ascii && !find_invalid_utf8(value);
  std::string out;
  for (const char c : is_folded_whole ? folded_text(value) : fold_ascii(value)) {
    if (c != ' ' || !out.ends_with(' ')) out += c;
  }
  return out;
}

}  // namespace

bool DistinguishedName::are_equal(std::string_view value, std::string_view other) {
  return prepared(value) == prepared(other);
}

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
