#pragma once

#include <cstddef>
#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Lines that name the members of a set, below the line that counts them.
struct SetLines {
  std::size_t indent = 0;
  std::size_t limit = 3;  ///< names shown; the rest is counted
  bool expand = false;    ///< every name, whole, under the label if that says more than the names

  [[nodiscard]] std::string of(const LabelledSet& set, const std::string& intro) const;
};

}  // namespace accessdrift
