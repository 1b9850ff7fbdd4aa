#include "accessdrift/format/condition_text.h"

#include <algorithm>
#include <utility>

#include "accessdrift/document/scalar_offsets.h"

namespace accessdrift {

ConditionText condition_text(NodeView scalar) {
  ConditionText located;
  located.text = scalar.scalar();
  located.place = scalar.place();
  located.content_begin = scalar.content_begin();
  const Document& document = scalar.document();
  const bool is_used_where_it_stands = document.nodes[scalar.index()].begin == scalar.place().begin;
  located.is_verbatim = scalar.is_verbatim() && is_used_where_it_stands;
  if (!located.is_verbatim && is_used_where_it_stands)
    located.offsets = scalar_offsets(document.text->bytes(), scalar.place().begin, located.text);
  return located;
}

ConditionWriter::ConditionWriter(Place whole) {
  made_.place = whole;
  made_.is_verbatim = false;
}

void ConditionWriter::add(std::string_view words, Place place) {
  if (words.empty()) return;
  made_.text += words;
  // The first and the last byte, so that the place of the words is that of the range.
  made_.offsets.resize(made_.text.size(), place.begin);
  made_.offsets.back() = std::max(place.begin, place.end - 1);
}

ConditionText ConditionWriter::take(std::string written) {
  made_.written = std::move(written);
  return std::move(made_);
}

std::string string_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    if (c == '\n') {
      literal += "\\n";
    } else if (c == '\r') {
      literal += "\\r";
    } else {
      literal += c;
    }
  }
  return literal + '"';
}

}  // namespace accessdrift
