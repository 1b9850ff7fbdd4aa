#include "accessdrift/base/source_text.h"

#include <algorithm>
#include <cstring>

namespace accessdrift {
namespace {

/// Code points that begin in some bytes; eight at a time, since a file may be one line.
std::uint32_t characters_in(std::string_view bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::uint64_t continuations = 0;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof(word));
    // Of each byte that begins with the bits 10 the lowest one.
    const std::uint64_t found = (word >> 7U) & ~(word >> 6U) & kOnes;
    continuations += (found * kOnes) >> 56U;
  }
  for (; at < bytes.size(); ++at)
    continuations += (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U ? 1 : 0;
  return static_cast<std::uint32_t>(bytes.size() - continuations);
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

LineColumn SourceText::locate(std::uint32_t offset) const {
  index_lines();
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const std::uint32_t start = *(next - 1);
  const std::size_t end = std::min<std::size_t>(offset, bytes_.size());
  const std::uint32_t before =
      end <= start ? 0 : characters_in(std::string_view(bytes_).substr(start, end - start));
  return {static_cast<std::uint32_t>(next - line_starts_.begin()), before + 1};
}

std::string_view SourceText::line(std::uint32_t number) const {
  index_lines();
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t start = line_starts_[number - 1];
  std::string_view rest = std::string_view(bytes_).substr(start);
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
