#include "accessdrift/engine/attribute_columns.h"

#include <unordered_map>

#include "accessdrift/engine/sign_in.h"

namespace accessdrift {
namespace {

/// Kind and text of a literal.
std::uint64_t key_of(const Literal& literal) {
  return (std::uint64_t{static_cast<std::uint8_t>(literal.kind)} << 32U) | literal.text.number;
}

/// The code of a value that the column does not have yet.
std::uint32_t add_value(AttributeColumn& column, std::optional<Value> value) {
  if (!value) return 0;
  column.values.push_back(std::move(value));
  return static_cast<std::uint32_t>(column.values.size() - 1);
}

}  // namespace

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

  std::unordered_map<std::uint64_t, std::uint32_t> codes;
  for (std::size_t u = 0; u < snapshot_.users.size(); ++u) {
    const auto& user = snapshot_.users[u];
    if (!can_sign_in(user, from_)) continue;
    for (std::uint32_t i = 0; i < user->attributes.count; ++i) {
      const AttributeValue& declared = user.file->attribute_values[user->attributes.first + i];
      if (declared.attribute != name) continue;
      const auto [at, is_new] = codes.try_emplace(key_of(declared.value), 0);
      if (is_new) at->second = add_value(column, snapshot_.attribute_of(UserIndex{u}, attribute));
      column.code_of[population_.identity(UserIndex{u}, side_).index()] = at->second;
    }
  }
  return column;
}

}  // namespace accessdrift
