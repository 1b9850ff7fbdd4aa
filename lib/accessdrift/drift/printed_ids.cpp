#include "accessdrift/drift/printed_ids.h"

#include <algorithm>
#include <string>
#include <utility>

namespace accessdrift {

bool PrintedIds::are_ranked(std::uint64_t asked) {
  asked_ += asked;
  if (ranks_.empty() && asked_ > 2 * std::uint64_t{population_.size()}) rank();
  return !ranks_.empty();
}

/// So many that looking at everybody takes no longer.
bool PrintedIds::are_many(std::uint64_t identities) const {
  return identities > population_.size() / 16;
}

std::vector<std::uint32_t> PrintedIds::ranks_of(const IdentitySet& identities) const {
  std::vector<std::uint32_t> ranks = identities.numbers();
  if (!are_many(ranks.size())) {
    for (std::uint32_t& rank : ranks) rank = ranks_[rank];
    std::ranges::sort(ranks);
    return ranks;
  }
  std::vector<bool> is_there(ranks_.size());
  for (const std::uint32_t number : ranks) is_there[ranks_[number]] = true;
  std::size_t found = 0;
  for (std::uint32_t rank = 0; rank < is_there.size(); ++rank)
    if (is_there[rank]) ranks[found++] = rank;
  return ranks;
}

TextList PrintedIds::of(const IdentitySet& identities) {
  if (!are_ranked(identities.size())) {
    const std::vector<std::uint32_t> numbers = identities.numbers();
    TextList::Texts ids;
    ids.reserve(numbers.size());
    for (const std::uint32_t number : numbers)
      ids.push_back(population_.printed(IdentityIndex{number}));
    std::ranges::sort(ids);
    return ids;
  }
  const bool are_most = identities.size() > population_.size() / 2;
  if (!are_most) return {texts_, ranks_of(identities)};
  return TextList::all_but(texts_, ranks_of(population_.everybody() - identities));
}

IdentityIndex PrintedIds::first(const IdentitySet& identities) {
  const std::uint64_t count = identities.size();
  const bool has_ranks = are_ranked(count);
  if (has_ranks && are_many(count)) {
    return *std::ranges::find_if(by_rank_,
                                 [&](IdentityIndex one) { return identities.contains(one); });
  }
  const std::vector<std::uint32_t> numbers = identities.numbers();
  if (has_ranks) {
    return IdentityIndex{
        std::ranges::min(numbers, {}, [&](std::uint32_t number) { return ranks_[number]; })};
  }
  IdentityIndex first{numbers.front()};
  std::string text = population_.printed(first);
  for (const std::uint32_t number : numbers) {
    std::string other = population_.printed(IdentityIndex{number});
    if (other < text) {
      first = IdentityIndex{number};
      text = std::move(other);
    }
  }
  return first;
}

void PrintedIds::rank() {
  std::vector<std::pair<std::string, std::uint32_t>> all;
  for (const std::uint32_t number : population_.everybody().numbers())
    all.emplace_back(population_.printed(IdentityIndex{number}), number);
  std::ranges::sort(all);
  ranks_.resize(all.size());
  TextList::Texts texts;
  texts.reserve(all.size());
  for (auto& [text, number] : all) {
    ranks_[number] = static_cast<std::uint32_t>(texts.size());
    by_rank_.emplace_back(number);
    texts.push_back(std::move(text));
  }
  texts_ = std::make_shared<const TextList::Texts>(std::move(texts));
}

}  // namespace accessdrift
