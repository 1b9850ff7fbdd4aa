#include <algorithm>
#include <utility>

#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/read.h"

namespace accessdrift {

Result<Document> read_lines(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  if (auto problem = check_plain_text(*text)) return failure(std::move(*problem));
  const std::string_view bytes = text->bytes();
  Document document;
  document.text = std::move(text);
  document.nodes.reserve(static_cast<std::size_t>(std::ranges::count(bytes, '\n')) + 2);
  document.nodes.push_back(
      {0, static_cast<std::uint32_t>(bytes.size()), 0, NodeKind::Sequence, false, false});
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t next = std::min(bytes.find('\n', at), bytes.size());
    std::size_t end = next;
    while (end > at && bytes[end - 1] == '\r') --end;
    document.nodes.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), 0,
                              NodeKind::String, false, false});
    at = next + 1;
  }
  document.nodes.front().link = static_cast<std::uint32_t>(document.nodes.size());
  return document;
}

}  // namespace accessdrift
