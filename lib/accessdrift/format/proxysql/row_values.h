#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {

/// The values of a row as ProxySQL takes them: one of another type is as if it were not there, with
/// a warning.
class RowValues {
 public:
  RowValues(SourceReading& reading, const Row& row) : reading_(reading), row_(row) {}

  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise);
  /// Nothing: it is not there, or null.
  [[nodiscard]] std::optional<std::string> text(std::string_view name);
  /// Likewise of a key that has to be there; it is told.
  [[nodiscard]] std::optional<std::string> needed_text(std::string_view name);
  [[nodiscard]] Place place_of(std::string_view name, Place otherwise) const;

  /// False, and told: the table takes no such row.
  bool check(bool fits, std::string_view name, std::string_view expected);

 private:
  SourceReading& reading_;
  const Row& row_;
};

}  // namespace accessdrift::proxysql
