#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::proxysql {

/// A value of a row.
struct Cell {
  enum class Kind : std::uint8_t { Null, Integer, Boolean, Other, Text };
  Kind kind = Kind::Null;
  std::string text;  ///< of an integer its digits, of a truth value `true` or `false`
  Place place;
};

/// An entry of a list of the configuration, or a row of a table of the admin interface.
struct Row {
  SourceReading::File* file = nullptr;
  Place place;
  bool is_of_dump = false;  ///< the table's own defaults hold, not those of the configuration
  bool replaces = true;     ///< of two rows with one key the later one counts
  std::vector<std::pair<std::string, Cell>> cells;

  [[nodiscard]] const Cell* find(std::string_view name) const;
  [[nodiscard]] Span span(Place at) const { return {file->declarations.text.get(), at}; }
};

/// A setting, by the name that it has in `global_variables`.
struct Variable {
  SourceReading::File* file = nullptr;
  Cell cell;
};

/// What one ProxySQL is told.
struct Tables {
  SourceReading::File* file = nullptr;  ///< the first of its files
  std::map<std::string, std::vector<Row>, std::less<>> rows;
  std::map<std::string, Variable, std::less<>> variables;

  [[nodiscard]] const std::vector<Row>& of(std::string_view table) const;
};

/// What is wrong with a file, before its secrets are hidden.
struct Problem {
  Place place;
  std::string message;
  std::string label;
};

/// Of a text that is a number and nothing else.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text, int base = 10);

/// Whether a value under this name is a secret, or holds one.
[[nodiscard]] bool is_secret(std::string_view name);

}  // namespace accessdrift::proxysql
