#include "accessdrift/engine/attribute_columns.h"

#include <unordered_map>

namespace accessdrift {

const AttributeColumn& AttributeColumns::column(const std::string& attribute) {
  const auto found = columns_.find(attribute);
  if (found != columns_.end()) return found->second;
  return columns_.emplace(attribute, make(attribute)).first->second;
}

AttributeColumn AttributeColumns::make(const std::string& attribute) const {
  AttributeColumn column;
  column.code_of.assign(population_.size(), 0);
  column.values.emplace_back();
  const Name name = snapshot_.names->find(attribute);
  if (name.is_none()) return column;

  std::unordered_map<std::uint64_t, std::uint32_t> codes;  // by kind and text of the literal
  for (std::size_t u = 0; u < snapshot_.users.size(); ++u) {
    const auto& user = snapshot_.users[u];
    if (user->status != Status::Active) continue;
    for (std::uint32_t i = 0; i < user->attributes.count; ++i) {
      const AttributeValue& declared = user.file->attribute_values[user->attributes.first + i];
      if (declared.attribute != name) continue;
      const std::uint64_t key =
          (std::uint64_t{static_cast<std::uint8_t>(declared.value.kind)} << 32U) |
          declared.value.text.number;
      const auto [at, is_new] = codes.try_emplace(key, 0);
      if (is_new) {
        if (std::optional<Value> value = snapshot_.attribute_of(UserIndex{u}, attribute)) {
          at->second = static_cast<std::uint32_t>(column.values.size());
          column.values.push_back(std::move(value));
        }
      }
      column.code_of[population_.identity(UserIndex{u}, side_).index()] = at->second;
    }
  }
  return column;
}

}  // namespace accessdrift
