#pragma once

#include <string>
#include <vector>

namespace accessdrift::conformance {

/// A test of the CEL specification, as the tables in `cel/` tell it.
struct CelRow {
  std::string name;        ///< `section/test`
  std::string expression;  ///< as the specification has it
  std::string with;        ///< `x = 124`; empty: nothing is bound
  std::string is;          ///< `true`, `false`, `error`, or a literal
  std::string here;        ///< `= EXPRESSION`, `no: REASON`, or empty

  /// What is asked here.
  [[nodiscard]] std::string asked() const;
  /// Why conditions do not have it; empty: they do.
  [[nodiscard]] std::string why_not() const;
};

/// A file of tab-separated columns, one line of headings first.
[[nodiscard]] std::vector<CelRow> read_cel_table(const std::string& path);

}  // namespace accessdrift::conformance
