#include "accessdrift/document/ldif_lines.h"

#include <algorithm>

namespace accessdrift {

std::uint32_t LdifLine::offset(std::size_t at) const {
  auto part = parts->begin();
  // Few lines are folded often; a value is asked for by its first and its last character.
  part = std::upper_bound(parts->begin() + 1, parts->end(), at,
                          [](std::size_t wanted, const auto& one) { return wanted < one.first; }) -
         1;
  const auto behind = static_cast<std::uint32_t>(at - part->first);
  return std::min(part->second + behind, place.end);
}

LdifLines::LdifLines(std::string_view bytes) : bytes_(bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

std::string_view LdifLines::take() {
  const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
  std::string_view line = bytes_.substr(at_, end - at_);
  at_ = std::min(end + 1, bytes_.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

LdifLine LdifLines::next() {
  const auto goes_on = [&] { return at_ < bytes_.size() && bytes_[at_] == ' '; };
  const auto begin_of = [&](std::string_view line) {
    return static_cast<std::uint32_t>(line.data() - bytes_.data());
  };
  while (at_ < bytes_.size()) {
    const std::string_view first = take();
    LdifLine line;
    parts_.assign(1, {0, begin_of(first)});
    line.parts = &parts_;
    line.place = {begin_of(first), begin_of(first) + static_cast<std::uint32_t>(first.size())};
    if (first.empty()) {
      line.kind = LdifLine::Kind::Blank;
      return line;
    }
    line.kind = first.front() == ' ' ? LdifLine::Kind::Astray : LdifLine::Kind::Text;
    line.text = first;
    if (line.kind == LdifLine::Kind::Astray) return line;
    if (goes_on()) joined_ = first;
    while (goes_on()) {
      const std::string_view part = take().substr(1);
      parts_.emplace_back(joined_.size(), begin_of(part));
      joined_ += part;
      line.place.end = begin_of(part) + static_cast<std::uint32_t>(part.size());
      line.text = joined_;
    }
    if (first.front() != '#') return line;
  }
  return {};
}

}  // namespace accessdrift
