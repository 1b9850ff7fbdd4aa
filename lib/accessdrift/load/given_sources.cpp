#include "accessdrift/load/given_sources.h"

#include <utility>

namespace accessdrift {

std::shared_ptr<const Sources> given_sources(const std::vector<SourceWord>& words, Names& names) {
  if (words.empty()) return nullptr;
  auto sources = std::make_shared<Sources>();
  std::string text;
  const auto add = [&](const std::string& word) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += word;
    return NamePlace{names.intern(word), {begin, static_cast<std::uint32_t>(text.size())}};
  };
  for (const SourceWord& word : words) {
    SourceSelection selection;
    selection.format = add(word.format);
    text += '=';
    selection.glob = add(word.glob);
    text += '\n';
    sources->selections.push_back(std::move(selection));
  }
  sources->text = std::make_shared<const SourceText>(std::string(kGivenSources), std::move(text));
  return sources;
}

}  // namespace accessdrift
