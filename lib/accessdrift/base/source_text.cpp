#include "accessdrift/base/source_text.h"

#include <algorithm>
#include <cstring>

namespace accessdrift {
namespace {

/// Code points that begin in some bytes.
std::uint32_t characters_in(std::string_view bytes) {
  return static_cast<std::uint32_t>(std::ranges::count_if(
      bytes, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

}  // namespace

void SourceText::index_lines() const {
  std::call_once(indexed_, [this] {
    line_starts_.push_back(0);
    const char* const begin = bytes_.data();
    const char* const end = begin + bytes_.size();
    for (const char* at = begin; at != end;) {
      at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
      if (at == nullptr) break;
      ++at;
      line_starts_.push_back(static_cast<std::uint32_t>(at - begin));
    }
  });
}

/// A file may be one line: without an index each place in it would cost a pass over the file.
void SourceText::index_characters() const {
  std::call_once(characters_indexed_, [this] {
    std::uint32_t count = 0;
    for (std::size_t at = 0; at <= bytes_.size(); at += kStep) {
      characters_before_.push_back(count);
      count += characters_in(bytes_.substr(at, kStep));
    }
  });
}

std::uint32_t SourceText::characters_before(std::size_t offset) const {
  const std::size_t step = offset / kStep;
  return characters_before_[step] +
         characters_in(bytes_.substr(step * kStep, offset - step * kStep));
}

LineColumn SourceText::locate(std::uint32_t offset) const {
  index_lines();
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const std::size_t start = *(next - 1);
  const std::size_t end = std::max(start, std::min<std::size_t>(offset, bytes_.size()));
  const auto line = static_cast<std::uint32_t>(next - line_starts_.begin());
  if (end - start <= 2 * kStep) return {line, 1 + characters_in(bytes_.substr(start, end - start))};
  index_characters();
  return {line, 1 + characters_before(end) - characters_before(start)};
}

std::string_view SourceText::line(std::uint32_t number) const {
  index_lines();
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t start = line_starts_[number - 1];
  std::string_view rest = bytes_.substr(start);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

std::strong_ordering compare_spans(const Span& a, const Span& b) {
  if (const int order = a.path().compare(b.path()); order != 0) {
    return order < 0 ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return a.place <=> b.place;
}

}  // namespace accessdrift
