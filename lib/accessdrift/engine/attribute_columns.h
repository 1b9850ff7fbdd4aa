#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/engine/population.h"

namespace accessdrift {

/// One attribute of all identities: a code each (0: has none) and what the codes stand for.
struct AttributeColumn {
  std::vector<std::uint32_t> code_of;        ///< by identity
  std::vector<std::optional<Value>> values;  ///< by code; values[0] is nothing
};

/// The attributes of the identities of one side as columns, made when first asked for. Who cannot
/// sign in at `from` has no attributes, as `anonymous`. Cost of a column: one pass over the
/// declared values, one parsing a distinct value. Not thread-safe.
class AttributeColumns {
 public:
  AttributeColumns(const Snapshot& snapshot, const Population& population, SideOf side,
                   Instant from)
      : snapshot_(snapshot), population_(population), side_(side), from_(from) {}

  [[nodiscard]] const AttributeColumn& column(const std::string& attribute);
  /// Only whether they have it: all values are one, `true`.
  [[nodiscard]] const AttributeColumn& presence(const std::string& attribute);
  [[nodiscard]] SideOf side() const { return side_; }
  [[nodiscard]] Instant from() const { return from_; }

 private:
  using ByAttribute = std::map<std::string, AttributeColumn, std::less<>>;
  [[nodiscard]] AttributeColumn make_column(const std::string& attribute) const;
  [[nodiscard]] AttributeColumn make_presence(const std::string& attribute) const;
  /// Of nobody who has it.
  [[nodiscard]] AttributeColumn none() const;
  /// Calls `see(identity, literal, type)` for each who has it declared.
  template <typename See>
  void each_declared(const std::string& attribute, const See& see) const;

  const Snapshot& snapshot_;
  const Population& population_;
  SideOf side_;
  Instant from_;
  ByAttribute columns_;
  ByAttribute presences_;
};

}  // namespace accessdrift
