#include "accessdrift/document/tree_writer.h"

#include <cassert>
#include <utility>

namespace accessdrift {

TreeWriter::TreeWriter(std::shared_ptr<const SourceText> text) { made_.text = std::move(text); }

void TreeWriter::begin(NodeKind kind, Place place) {
  open_.push_back(static_cast<std::uint32_t>(made_.nodes.size()));
  made_.nodes.push_back({place.begin, place.end, 0, kind, false, false});
}

void TreeWriter::end() {
  made_.nodes[open_.back()].link = static_cast<std::uint32_t>(made_.nodes.size());
  open_.pop_back();
}

void TreeWriter::scalar(NodeKind kind, std::string_view text, Place place) {
  made_.decoded.emplace_back(text);
  const auto link = static_cast<std::uint32_t>(made_.decoded.size());
  made_.nodes.push_back({place.begin, place.end, link, kind, false, kind == NodeKind::String});
}

void TreeWriter::copy_scalar(NodeView scalar) {
  const Place place = scalar.place();
  const std::string_view text = scalar.scalar();
  const std::size_t quote = scalar.is_quoted() ? 1 : 0;
  const bool is_here = scalar.is_verbatim() && place.end <= made_.text->bytes().size() &&
                       made_.text->bytes().substr(place.begin + quote, text.size()) == text;
  if (!is_here) return this->scalar(scalar.kind(), text, place);
  made_.nodes.push_back({place.begin, place.end, 0, scalar.kind(), false, scalar.is_quoted()});
}

Document TreeWriter::take() {
  assert(open_.empty() && !made_.nodes.empty());
  return std::exchange(made_, {});
}

}  // namespace accessdrift
