#include "accessdrift/drift/printed_ids.h"

#include <algorithm>
#include <utility>

namespace accessdrift {

std::vector<std::string> PrintedIds::of(const IdentitySet& identities) {
  std::vector<std::uint32_t> numbers = identities.numbers();
  asked_ += numbers.size();
  if (ranks_.empty() && asked_ > 2 * std::uint64_t{population_.size()}) rank();
  const bool is_ranked = !ranks_.empty();
  if (is_ranked)
    std::ranges::sort(numbers, {}, [this](std::uint32_t number) { return ranks_[number]; });
  std::vector<std::string> ids;
  ids.reserve(numbers.size());
  for (const std::uint32_t number : numbers)
    ids.push_back(population_.printed(IdentityIndex{number}));
  if (!is_ranked) std::ranges::sort(ids);
  return ids;
}

void PrintedIds::rank() {
  std::vector<std::pair<std::string, std::uint32_t>> all;
  for (std::uint32_t number = 0; number < population_.size(); ++number)
    all.emplace_back(population_.printed(IdentityIndex{number}), number);
  std::ranges::sort(all);
  ranks_.resize(all.size());
  for (std::uint32_t rank = 0; rank < all.size(); ++rank) ranks_[all[rank].second] = rank;
}

}  // namespace accessdrift
