#include "accessdrift/format/hoop/texts.h"

#include <algorithm>
#include <array>

#include "accessdrift/base/text.h"

namespace accessdrift::hoop {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Words that a condition reads as something else.
bool is_word_of_conditions(std::string_view name) {
  constexpr std::array<std::string_view, 4> kWords = {"true", "false", "null", "in"};
  return std::ranges::find(kWords, name) != kWords.end();
}

void append_literally(char c, std::string& pattern) {
  const bool is_plain = is_letter(c) || is_digit(c) || c == '_' || c == '/' || c == '-' ||
                        c == ' ' || static_cast<unsigned char>(c) >= 0x80;
  if (!is_plain) pattern += '\\';
  pattern += c;
}

}  // namespace

std::vector<NodeView> texts_of(SourceReading& reading, NodeView object, std::string_view key) {
  std::vector<NodeView> texts;
  const std::optional<NodeView> list = source::find(object, key);
  if (!list) return texts;
  const auto refuse = [&](NodeView node) {
    source::report(reading, "wrong-type", "`" + std::string(key) + "` is no list of texts",
                   node.span())
        .label = "expected texts in a list";
  };
  if (!list->is_sequence()) {
    refuse(*list);
    return texts;
  }
  std::set<std::string_view> told;
  source::each_item(*list, [&](NodeView item) {
    if (item.kind() != NodeKind::String) return refuse(item);
    if (!item.scalar().empty() && told.insert(item.scalar()).second) texts.push_back(item);
  });
  return texts;
}

std::vector<std::string_view> words_of(const std::vector<NodeView>& texts) {
  std::vector<std::string_view> words;
  words.reserve(texts.size());
  for (const NodeView text : texts) words.push_back(text.scalar());
  return words;
}

std::string quoted_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHexDigits[byte >> 4U];
      out += kHexDigits[byte & 0xFU];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string literal_pattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) append_literally(c, pattern);
  return pattern;
}

std::string pattern_of_prefix(std::string_view like) {
  std::string pattern = "(?is)^";
  for (std::size_t i = 0; i < like.size(); ++i) {
    const char c = like[i];
    if (c == '%') {
      pattern += ".*";
    } else if (c == '_') {
      pattern += '.';
    } else if (c != '\\') {
      append_literally(c, pattern);
    } else if (++i < like.size()) {
      append_literally(like[i], pattern);
    } else {
      return pattern + "%$";  // what was to stand for anything is escaped
    }
  }
  return pattern;
}

std::string AttributeNames::name_of(std::string_view prefix, std::string_view thing) {
  const std::string asked = std::string(prefix) + std::string(thing);
  if (const auto known = given_.find(asked); known != given_.end()) return known->second;
  std::string name;
  for (const char c : thing) name += is_letter(c) || is_digit(c) ? c : '_';
  if (name.empty() || is_digit(name.front()) || is_word_of_conditions(name))
    name.insert(name.begin(), '_');
  std::string free = std::string(prefix) + name;
  for (std::size_t i = 2; !taken_.insert(free).second; ++i)
    free = std::string(prefix) + name + "_" + std::to_string(i);
  return given_[asked] = free;
}

}  // namespace accessdrift::hoop
