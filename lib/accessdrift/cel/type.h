#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/model/value.h"

namespace accessdrift::cel {

/// The type of a part of a condition. Unknown behind an error that was told; it fits everywhere, so
/// that one error gives one message.
struct Type {
  TypeKind kind = TypeKind::Bool;
  const std::vector<std::string>* values =
      nullptr;  ///< of an enum, a set or the client, as the schema holds them
  bool is_known = true;

  [[nodiscard]] static Type unknown() { return {TypeKind::Bool, nullptr, false}; }
  [[nodiscard]] static Type of(TypeKind kind) { return {kind, nullptr, true}; }
  /// An enum's value is a string.
  [[nodiscard]] bool is_text() const {
    return is_known && (kind == TypeKind::String || kind == TypeKind::Enum);
  }
  [[nodiscard]] bool is(TypeKind wanted) const { return is_known && kind == wanted; }
};

/// Whether `==` may stand between two types: equal ones but sets, and texts of any kind.
[[nodiscard]] bool are_comparable(const Type& a, const Type& b);

/// The type of what is either an `a` or a `b`; nothing if they do not go together.
[[nodiscard]] std::optional<Type> common_type(const Type& a, const Type& b);

/// `int`, `enum`: for messages.
[[nodiscard]] std::string_view name_of(const Type& type);

}  // namespace accessdrift::cel
