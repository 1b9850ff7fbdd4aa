#include "accessdrift/region/text_alphabet.h"

#include <algorithm>
#include <limits>
#include <map>

namespace accessdrift {

TextAlphabet::TextAlphabet(std::span<const CodePointSet> sets) {
  cut(sets);
  for (const CodePointSet& set : sets) tell_apart(set);
  number_letters();
  for (char32_t point = 0; point < ascii_.size(); ++point)
    ascii_[point] = letter_beyond_ascii(point);
}

void TextAlphabet::cut(std::span<const CodePointSet> sets) {
  firsts_ = {0, kSurrogates.first, kSurrogates.last + 1};
  for (const CodePointSet& set : sets) {
    for (const CodePointRange& range : set) {
      firsts_.push_back(range.first);
      if (range.last < kLastCodePoint) firsts_.push_back(range.last + 1);
    }
  }
  std::ranges::sort(firsts_);
  const auto repeated = std::ranges::unique(firsts_);
  firsts_.erase(repeated.begin(), repeated.end());
  letters_.assign(firsts_.size(), 0);
}

void TextAlphabet::tell_apart(const CodePointSet& set) {
  std::map<std::uint32_t, std::uint32_t> inside;  // by letter its part in the set
  for (const CodePointRange& range : set) {
    auto run =
        static_cast<std::size_t>(std::ranges::lower_bound(firsts_, range.first) - firsts_.begin());
    for (; run < firsts_.size() && firsts_[run] <= range.last; ++run) {
      const auto [part, is_new] = inside.try_emplace(letters_[run], size_);
      if (is_new) ++size_;
      letters_[run] = part->second;
    }
  }
}

void TextAlphabet::number_letters() {
  constexpr std::uint32_t kUnused = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> numbers(size_, kUnused);
  size_ = 0;
  for (std::size_t run = 0; run < letters_.size(); ++run) {
    std::uint32_t& number = numbers[letters_[run]];
    const bool is_surrogate = firsts_[run] == kSurrogates.first;  // in no text, so in no letter
    if (number == kUnused && !is_surrogate) number = size_++;
    letters_[run] = number;
  }
}

std::uint32_t TextAlphabet::letter_beyond_ascii(char32_t point) const {
  return letters_[static_cast<std::size_t>(std::ranges::upper_bound(firsts_, point) -
                                           firsts_.begin()) -
                  1];
}

std::vector<CodePointSet> TextAlphabet::members() const {
  std::vector<CodePointSet> members(size_);
  for (std::size_t run = 0; run < firsts_.size(); ++run) {
    if (firsts_[run] == kSurrogates.first) continue;
    const char32_t last = run + 1 < firsts_.size() ? firsts_[run + 1] - 1 : kLastCodePoint;
    members[letters_[run]].push_back({firsts_[run], last});
  }
  for (CodePointSet& set : members) set = set_of(std::move(set));
  return members;
}

}  // namespace accessdrift
