#include "accessdrift/document/document.h"

namespace accessdrift {

std::string_view NodeView::scalar() const {
  const Node& node = raw();
  if (node.link != 0) return document_->decoded[node.link - 1];
  const std::uint32_t quote = node.is_quoted ? 1 : 0;
  return document_->text->bytes().substr(node.begin + quote, node.end - node.begin - 2 * quote);
}

}  // namespace accessdrift
