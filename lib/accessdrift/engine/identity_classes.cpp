#include "accessdrift/engine/identity_classes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace accessdrift {
namespace {

/// More classes than that are not made of common sets.
constexpr std::size_t kMostCommon = 64;

struct CommonClass {
  IdentitySet identities;
  std::vector<std::uint32_t> sets;
};

/// False, and nothing is changed: too many classes would come of it.
bool split_by(const IdentitySet& set, std::uint32_t number, std::vector<CommonClass>& classes) {
  std::vector<std::pair<std::size_t, IdentitySet>> insides;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    IdentitySet inside = classes[c].identities & set;
    if (!inside.is_empty()) insides.emplace_back(c, std::move(inside));
  }
  const auto parted = std::ranges::count_if(insides, [&](const auto& one) {
    return one.second.size() < classes[one.first].identities.size();
  });
  if (classes.size() + static_cast<std::size_t>(parted) > kMostCommon) return false;
  for (auto& [c, inside] : insides) {
    std::vector<std::uint32_t> sets = classes[c].sets;
    sets.push_back(number);
    classes[c].identities -= inside;
    if (classes[c].identities.is_empty()) {
      classes[c] = {std::move(inside), std::move(sets)};
    } else {
      classes.push_back({std::move(inside), std::move(sets)});
    }
  }
  return true;
}

}  // namespace

IdentityClasses IdentitySplitting::split(const IdentitySet& within,
                                         std::span<const IdentitySet> sets) {
  signatures_.assign(1, {});
  next_.clear();
  // The largest first, and one by one from the first of which too many classes come.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> by_size;
  for (std::uint32_t number = 0; number < sets.size(); ++number)
    by_size.emplace_back(sets[number].size(), number);
  std::ranges::stable_sort(by_size, std::greater<>(),
                           &std::pair<std::uint64_t, std::uint32_t>::first);
  std::vector<CommonClass> common;
  common.push_back({within, {}});
  IdentitySet alone;
  bool is_common = true;
  for (const auto& [size, number] : by_size) {
    is_common = is_common && size > kManyIdentities && split_by(sets[number], number, common);
    if (is_common) continue;
    const IdentitySet inside = sets[number] & within;
    for (const std::uint32_t identity : inside.numbers())
      signature_of_[identity] = refined(signature_of_[identity], number);
    alone |= inside;
  }
  IdentityClasses made;
  for (CommonClass& one : common) {
    const auto number = static_cast<std::uint32_t>(made.commons.size());
    made.commons.push_back(std::move(one.sets));
    take_apart(one.identities & alone, number, made.classes);
    one.identities -= alone;
    if (!one.identities.is_empty()) made.classes.push_back({std::move(one.identities), number, {}});
  }
  return made;
}

std::uint32_t IdentitySplitting::refined(std::uint32_t signature, std::uint32_t set) {
  const auto [at, is_new] = next_.try_emplace((std::uint64_t{set} << 32U) | signature,
                                              static_cast<std::uint32_t>(signatures_.size()));
  if (is_new) signatures_.push_back({signature, set});
  return at->second;
}

void IdentitySplitting::take_apart(const IdentitySet& all, std::uint32_t common,
                                   std::vector<IdentityClass>& classes) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;  // by signature
  for (const std::uint32_t identity : all.numbers()) {
    members[signature_of_[identity]].push_back(identity);
    signature_of_[identity] = 0;
  }
  for (const auto& [signature, identities] : members)
    classes.push_back({IdentitySet::of(identities), common, sets_of(signature)});
}

std::vector<std::uint32_t> IdentitySplitting::sets_of(std::uint32_t signature) const {
  std::vector<std::uint32_t> sets;
  for (; signature != 0; signature = signatures_[signature].parent)
    sets.push_back(signatures_[signature].set);
  return sets;
}

std::uint32_t DistinctSets::number_of(const IdentitySet& set) {
  std::uint64_t key = set.size();
  for (const IdentityIndex end : {set.smallest(), set.largest()})
    key = (key ^ end.number) * 0xFF51AFD7ED558CCDULL;
  const auto [from, to] = known_.equal_range(key);
  for (auto one = from; one != to; ++one)
    if (sets_[one->second] == set) return one->second;
  const auto number = static_cast<std::uint32_t>(sets_.size());
  known_.emplace(key, number);
  sets_.push_back(set);
  return number;
}

}  // namespace accessdrift
