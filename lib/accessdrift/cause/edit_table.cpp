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

}  // namespace accessdrift
