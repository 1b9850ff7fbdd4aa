#include "accessdrift/cause/edit_table.h"

namespace accessdrift {

EditTable::EditTable(const std::vector<Edit>& edits) {
  for (std::size_t e = 0; e < edits.size(); ++e)
    by_key_.emplace(edits[e].key, static_cast<std::uint32_t>(e));
}

std::optional<std::uint32_t> EditTable::find(const FactKey& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

bool EditTable::has_any(Thing thing, const std::string& id, const std::string& field) const {
  const auto first = by_key_.lower_bound({thing, id, field, {}});
  return first != by_key_.end() && first->first.thing == thing && first->first.id == id &&
         first->first.field == field;
}

}  // namespace accessdrift
