#pragma once

#include <map>
#include <optional>
#include <string>

#include "accessdrift/format/source_reading.h"
#include "accessdrift/format/table.h"

namespace accessdrift::csv {

/// Where a table has what.
struct Columns {
  std::optional<std::size_t> user, email, group, groups, status, until;
};

/// The columns of a file, as its head or the option `map` names them. Nothing where nobody is
/// named: a problem.
[[nodiscard]] std::optional<Columns> find_columns(SourceReading& reading,
                                                  const SourceReading::File& file,
                                                  const source::Table& table);

/// What words in the column `status` mean.
class StatusWords {
 public:
  /// The usual ones, and those of the option `statuses`, which outweigh them.
  StatusWords(const SourceReading& reading, const SourceReading::File& file);
  /// Nothing: a word that says nothing.
  [[nodiscard]] std::optional<Status> find(std::string_view word) const;

 private:
  std::map<std::string, Status, std::less<>> told_;  ///< folded
};

}  // namespace accessdrift::csv
