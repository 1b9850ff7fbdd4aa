#include "accessdrift/region/text_words.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "accessdrift/region/sorted_once.h"

namespace accessdrift {
namespace {

std::vector<bool> membership(const std::vector<std::string>& words,
                             const std::vector<std::string>& chosen) {
  std::vector<bool> is_chosen;
  is_chosen.reserve(words.size());
  auto next = chosen.begin();
  for (const std::string& word : words) {
    is_chosen.push_back(next != chosen.end() && *next == word);
    if (is_chosen.back()) ++next;
  }
  return is_chosen;
}

}  // namespace

TextWords::TextWords(std::vector<std::string> names, std::vector<std::string> prefixes) {
  names = sorted_once(std::move(names));
  prefixes = sorted_once(std::move(prefixes));
  std::ranges::set_union(names, prefixes, std::back_inserter(words_));
  is_name_ = membership(words_, names);
  is_prefix_ = membership(words_, prefixes);
  nest();
}

void TextWords::nest() {
  std::vector<std::uint32_t> open;
  for (std::uint32_t word = 0; word < words_.size(); ++word) {
    while (!open.empty() && !words_[word].starts_with(words_[open.back()])) open.pop_back();
    outer_.push_back(open.empty() ? kNone : open.back());
    if (is_prefix_[word]) open.push_back(word);
  }
}

TextWords::Place TextWords::place(std::string_view text) const {
  // Whatever lies between a prefix of the text and the text starts with that prefix too.
  const auto after = std::ranges::upper_bound(
      words_, text, {}, [](const std::string& word) -> std::string_view { return word; });
  if (after == words_.begin()) return {kNone, kNone};
  auto word = static_cast<std::uint32_t>(after - words_.begin() - 1);
  Place place{kNone, kNone};
  if (is_name_[word] && words_[word] == text) place.name = word;
  if (!is_prefix_[word]) word = outer_[word];
  while (word != kNone && !text.starts_with(words_[word])) word = outer_[word];
  place.prefix = word;
  return place;
}

TextWords::Node TextWords::node_of(std::uint32_t word) const {
  const auto end = std::partition_point(
      words_.begin() + word, words_.end(),
      [&](const std::string& other) { return other.starts_with(words_[word]); });
  return {word, static_cast<std::uint32_t>(end - words_.begin()), words_[word].size()};
}

std::vector<TextWords::Child> TextWords::children(const Node& node) const {
  std::vector<Child> children;
  std::uint32_t first = node.first + (word_at(node) == kNone ? 0U : 1U);
  while (first < node.last) {
    std::string_view rest = std::string_view(words_[first]).substr(node.depth);
    const char32_t point = *take_code_point(rest);
    const std::size_t depth = words_[first].size() - rest.size();
    const auto step = std::string_view(words_[first]).substr(0, depth).substr(node.depth);
    const auto end = std::partition_point(
        words_.begin() + first, words_.begin() + node.last, [&](const std::string& word) {
          return std::string_view(word).substr(node.depth).starts_with(step);
        });
    const auto last = static_cast<std::uint32_t>(end - words_.begin());
    children.push_back({point, {first, last, depth}});
    first = last;
  }
  return children;
}

}  // namespace accessdrift
