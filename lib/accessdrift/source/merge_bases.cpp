#include "accessdrift/source/merge_bases.h"

#include <algorithm>
#include <iterator>

namespace accessdrift {
namespace {

/// Of the commits that only one side has: whether there are any, and whether the clone ends at one.
struct OwnPart {
  bool is_empty = true;
  bool has_end = false;
};

OwnPart own_part(const CutHistory& history, const Ancestors& own, const Ancestors& other) {
  OwnPart part;
  for (const auto& [id, parents] : own) {
    if (other.contains(id)) continue;
    part.is_empty = false;
    part.has_end = part.has_end || history.ends.contains(id);
  }
  return part;
}

}  // namespace

Result<CutBases> merge_bases_in(const CutHistory& history, const std::string& a,
                                const std::string& b) {
  const auto of_a = ancestors_in(history, a);
  if (!of_a) return failure(of_a.error());
  const auto of_b = ancestors_in(history, b);
  if (!of_b) return failure(of_b.error());

  std::unordered_set<std::string> common;
  std::unordered_set<std::string> passed;
  for (const auto& [id, parents] : *of_a) {
    if (!of_b->contains(id)) continue;
    common.insert(id);
    passed.insert(parents.begin(), parents.end());
  }
  CutBases bases;
  std::ranges::copy_if(common, std::back_inserter(bases.ids),
                       [&](const std::string& id) { return !passed.contains(id); });
  std::ranges::sort(bases.ids);

  const OwnPart only_a = own_part(history, *of_a, *of_b);
  const OwnPart only_b = own_part(history, *of_b, *of_a);
  bases.is_cut = (only_a.has_end && !only_b.is_empty) || (only_b.has_end && !only_a.is_empty);
  return bases;
}

}  // namespace accessdrift
