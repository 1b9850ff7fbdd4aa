#include "accessdrift/history/fact_match.h"

#include <algorithm>

namespace accessdrift {
namespace {

/// `members.until` is a part of `members`.
bool is_part(const FactKey& part, const FactKey& whole) {
  return part.item == whole.item && part.field.size() > whole.field.size() &&
         part.field.starts_with(whole.field) && part.field[whole.field.size()] == '.';
}

}  // namespace

FactMatch::FactMatch(const std::vector<Edit>& edits, Tip tip) : edits_(edits), tip_(tip) {
  for (std::size_t e = 0; e < edits.size(); ++e)
    by_thing_[{edits[e].key.thing, edits[e].key.id}].push_back(e);
}

bool FactMatch::differs(const Edit& edit, const Edit& found) const {
  if (edit.key.field.empty() || edit.key == found.key) return true;
  const bool is_on_tip = tip_ == Tip::After ? edit.after.has_value() : edit.before.has_value();
  return is_on_tip && (found.key.field.empty() || is_part(found.key, edit.key));
}

std::vector<std::size_t> FactMatch::differing(const std::vector<Edit>& from_tip) const {
  std::vector<std::size_t> all;
  for (const Edit& found : from_tip) {
    const auto same_thing = by_thing_.find({found.key.thing, found.key.id});
    if (same_thing == by_thing_.end()) continue;
    for (const std::size_t e : same_thing->second) {
      if (differs(edits_[e], found)) all.push_back(e);
    }
  }
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  return all;
}

}  // namespace accessdrift
