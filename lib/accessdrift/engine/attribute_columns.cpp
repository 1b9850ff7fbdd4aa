#include "accessdrift/engine/attribute_columns.h"

#include <algorithm>
#include <span>
#include <unordered_map>

#include "accessdrift/engine/sign_in.h"

namespace accessdrift {
namespace {

/// Kind and text of a literal.
std::uint64_t key_of(const Literal& literal) {
  return (std::uint64_t{static_cast<std::uint8_t>(literal.kind)} << 32U) | literal.text.number;
}

}  // namespace

const AttributeColumn& AttributeColumns::column(const std::string& attribute) {
  const auto found = columns_.find(attribute);
  if (found != columns_.end()) return found->second;
  return columns_.emplace(attribute, make_column(attribute)).first->second;
}

const AttributeColumn& AttributeColumns::presence(const std::string& attribute) {
  const auto found = presences_.find(attribute);
  if (found != presences_.end()) return found->second;
  return presences_.emplace(attribute, make_presence(attribute)).first->second;
}

AttributeColumn AttributeColumns::none() const {
  AttributeColumn column;
  column.code_of.assign(population_.size(), 0);
  column.values.emplace_back();
  return column;
}

template <typename See>
void AttributeColumns::each_declared(const std::string& attribute, const See& see) const {
  const Name name = snapshot_.names->find(attribute);
  const auto type = snapshot_.schema.attributes.find(attribute);
  if (name.is_none() || type == snapshot_.schema.attributes.end()) return;
  for (std::size_t u = 0; u < snapshot_.users.size(); ++u) {
    const auto& user = snapshot_.users[u];
    if (!can_sign_in(user, from_)) continue;
    const auto values = std::span(user.file->attribute_values)
                            .subspan(user->attributes.first, user->attributes.count);
    const auto declared = std::ranges::find(values, name, &AttributeValue::attribute);
    if (declared != values.end())
      see(population_.identity(UserIndex{u}, side_), declared->value, type->second);
  }
}

AttributeColumn AttributeColumns::make_column(const std::string& attribute) const {
  AttributeColumn column = none();
  std::unordered_map<std::uint64_t, std::uint32_t> codes;
  each_declared(attribute,
                [&](IdentityIndex identity, const Literal& literal, const AttributeType& type) {
                  const auto [at, is_new] = codes.try_emplace(key_of(literal), 0);
                  if (is_new) {
                    std::optional<Value> value = typed_value(literal, type, *snapshot_.names);
                    if (value) {
                      at->second = static_cast<std::uint32_t>(column.values.size());
                      column.values.push_back(std::move(value));
                    }
                  }
                  column.code_of[identity.index()] = at->second;
                });
  return column;
}

AttributeColumn AttributeColumns::make_presence(const std::string& attribute) const {
  AttributeColumn column = none();
  column.values.emplace_back(true);
  each_declared(
      attribute, [&](IdentityIndex identity, const Literal& literal, const AttributeType& type) {
        column.code_of[identity.index()] = typed_value(literal, type, *snapshot_.names) ? 1 : 0;
      });
  return column;
}

}  // namespace accessdrift
