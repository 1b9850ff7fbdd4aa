#include "accessdrift/cel/type.h"

namespace accessdrift::cel {

bool are_comparable(const Type& a, const Type& b) {
  if (!a.is_known || !b.is_known) return true;
  if (a.is_text() && b.is_text()) return true;
  return a.kind == b.kind && a.kind != TypeKind::Set;
}

std::optional<Type> common_type(const Type& a, const Type& b) {
  if (!a.is_known) return b;
  if (!b.is_known) return a;
  const bool have_equal_values =
      a.values == b.values || (a.values && b.values && *a.values == *b.values);
  if (a.kind == b.kind && have_equal_values) return a;
  if (a.is_text() && b.is_text()) return Type::of(TypeKind::String);
  return std::nullopt;
}

std::string_view name_of(const Type& type) { return accessdrift::name_of(type.kind); }

}  // namespace accessdrift::cel
