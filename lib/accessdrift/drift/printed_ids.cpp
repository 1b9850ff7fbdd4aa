#include "accessdrift/drift/printed_ids.h"

#include <algorithm>
#include <utility>

namespace accessdrift {

std::vector<std::string> PrintedIds::of(const IdentitySet& identities) {
  std::vector<std::uint32_t> numbers = identities.numbers();
  asked_ += numbers.size();
  if (ranks_.empty() && asked_ > 2 * std::uint64_t{population_.size()}) rank();
  if (!ranks_.empty()) return ranked(numbers);
  std::vector<std::string> ids;
  ids.reserve(numbers.size());
  for (const std::uint32_t number : numbers)
    ids.push_back(population_.printed(IdentityIndex{number}));
  std::ranges::sort(ids);
  return ids;
}

/// Of many everybody's place is looked at rather than theirs sorted.
std::vector<std::string> PrintedIds::ranked(const std::vector<std::uint32_t>& numbers) const {
  std::vector<std::uint32_t> ranks;
  ranks.reserve(numbers.size());
  constexpr std::size_t kFew = 32;
  if (numbers.size() < texts_.size() / kFew) {
    for (const std::uint32_t number : numbers) ranks.push_back(ranks_[number]);
    std::ranges::sort(ranks);
  } else {
    std::vector<bool> is_there(texts_.size());
    for (const std::uint32_t number : numbers) is_there[ranks_[number]] = true;
    for (std::uint32_t rank = 0; rank < is_there.size(); ++rank) {
      if (is_there[rank]) ranks.push_back(rank);
    }
  }
  std::vector<std::string> ids;
  ids.reserve(ranks.size());
  for (const std::uint32_t rank : ranks) ids.push_back(texts_[rank]);
  return ids;
}

void PrintedIds::rank() {
  std::vector<std::pair<std::string, std::uint32_t>> all;
  for (std::uint32_t number = 0; number < population_.size(); ++number)
    all.emplace_back(population_.printed(IdentityIndex{number}), number);
  std::ranges::sort(all);
  ranks_.resize(all.size());
  texts_.reserve(all.size());
  for (auto& [text, number] : all) {
    ranks_[number] = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(std::move(text));
  }
}

}  // namespace accessdrift
