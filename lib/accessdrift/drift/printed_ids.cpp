#include "accessdrift/drift/printed_ids.h"

#include <algorithm>
#include <string>
#include <utility>

namespace accessdrift {

TextList PrintedIds::of(const IdentitySet& identities) {
  const std::vector<std::uint32_t> numbers = identities.numbers();
  asked_ += numbers.size();
  if (ranks_.empty() && asked_ > 2 * std::uint64_t{population_.size()}) rank();
  if (!ranks_.empty()) {
    std::vector<bool> is_there(ranks_.size());
    for (const std::uint32_t number : numbers) is_there[ranks_[number]] = true;
    return {texts_, is_there};
  }
  TextList::Texts ids;
  ids.reserve(numbers.size());
  for (const std::uint32_t number : numbers)
    ids.push_back(population_.printed(IdentityIndex{number}));
  std::ranges::sort(ids);
  return ids;
}

void PrintedIds::rank() {
  std::vector<std::pair<std::string, std::uint32_t>> all;
  for (std::uint32_t number = 0; number < population_.size(); ++number)
    all.emplace_back(population_.printed(IdentityIndex{number}), number);
  std::ranges::sort(all);
  ranks_.resize(all.size());
  TextList::Texts texts;
  texts.reserve(all.size());
  for (auto& [text, number] : all) {
    ranks_[number] = static_cast<std::uint32_t>(texts.size());
    texts.push_back(std::move(text));
  }
  texts_ = std::make_shared<const TextList::Texts>(std::move(texts));
}

}  // namespace accessdrift
