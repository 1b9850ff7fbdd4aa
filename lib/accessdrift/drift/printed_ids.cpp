#include "accessdrift/drift/printed_ids.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

/// The first bytes as a number, in the order of the texts.
std::uint64_t beginning_of(std::string_view text) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(number); ++i)
    number = number << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return number;
}

/// The places of the texts, sorted as bytes; of equal ones the first comes first.
std::vector<std::uint32_t> order_of(const TextList::Texts& texts) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;  // most are told apart by beginnings
  order.reserve(texts.size());
  for (const std::string& text : texts)
    order.emplace_back(beginning_of(text), static_cast<std::uint32_t>(order.size()));
  std::ranges::sort(order, [&](const auto& a, const auto& b) {
    return std::tie(a.first, texts[a.second], a.second) <
           std::tie(b.first, texts[b.second], b.second);
  });
  std::vector<std::uint32_t> places;
  places.reserve(order.size());
  for (const auto& [beginning, place] : order) places.push_back(place);
  return places;
}

TextList::Texts in_order(TextList::Texts texts, const std::vector<std::uint32_t>& order) {
  TextList::Texts sorted;
  sorted.reserve(texts.size());
  for (const std::uint32_t place : order) sorted.push_back(std::move(texts[place]));
  return sorted;
}

}  // namespace

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
    const std::vector<std::uint32_t> order = order_of(ids);
    return in_order(std::move(ids), order);
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
  TextList::Texts texts;
  for (const std::uint32_t number : population_.everybody().numbers())
    texts.push_back(population_.printed(IdentityIndex{number}));
  const std::vector<std::uint32_t> order = order_of(texts);
  ranks_.resize(order.size());
  by_rank_.reserve(order.size());
  for (const std::uint32_t number : order) {
    ranks_[number] = static_cast<std::uint32_t>(by_rank_.size());
    by_rank_.emplace_back(number);
  }
  texts_ = std::make_shared<const TextList::Texts>(in_order(std::move(texts), order));
}

}  // namespace accessdrift
