#include "accessdrift/format/named_unknown.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "accessdrift/base/digest.h"
#include "accessdrift/base/text.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {

std::string attribute_word(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string word;
  for (const char c : fold_ascii(text)) {
    if ((c >= 'a' && c <= 'z') || is_digit(c)) {
      word += c;
    } else if (!word.empty() && word.back() != '_') {
      word += '_';
    }
  }
  if (word.ends_with('_')) word.pop_back();
  return word.empty() || is_digit(word.front()) ? "x" + word : word;
}

std::string digits_of(std::string_view text) {
  constexpr std::size_t kDigits = 8;
  Digest digest;
  digest.add(text);
  return digest.hex(kDigits);
}

std::string said_in(NodeView value) {
  std::string said;
  if (value.is_scalar()) return std::string(value.scalar()) + '\x1f';
  // Nodes of a subtree stand behind each other, keys among them.
  std::vector<NodeView> within;
  for (NodeView at = value.first_child(); !at.is_end(value);) {
    for (; !within.empty() && at.is_end(within.back()); within.pop_back()) said += ']';
    if (at.is_scalar()) {
      said += std::string(at.scalar()) + '\x1f';
      at = at.next_sibling();
    } else {
      said += at.is_mapping() ? '{' : '[';
      within.push_back(at);
      at = at.first_child();
    }
  }
  return said;
}

void declare_attribute(SourceReading& reading, SourceReading::File& file, std::string_view name,
                       AttributeType type, Place place) {
  const Name interned = reading.names.intern(name);
  for (const SourceReading::File& other : reading.files) {
    const auto& known = other.declarations.context;
    if (std::ranges::find(known, interned, &AttributeDeclaration::name) != known.end()) return;
  }
  AttributeDeclaration declared;
  declared.name = interned;
  declared.type = std::move(type);
  declared.key = declared.body = place;
  file.declarations.context.push_back(std::move(declared));
}

void declare_fact(SourceReading& reading, SourceReading::File& file, std::string_view name,
                  Place place) {
  declare_attribute(reading, file, name, {TypeKind::Bool, {}, true}, place);
}

}  // namespace accessdrift::source
