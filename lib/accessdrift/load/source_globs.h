#pragma once

#include <string_view>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

/// Which files a side's project file says are read; without one, or without `sources` in it, all.
class SourceGlobs {
 public:
  /// REQUIRES: `project`, which may be null, and `names` outlive it.
  SourceGlobs(const ProjectFile* project, const Names& names);

  /// Whether the file is read; its glob is used.
  [[nodiscard]] bool select(std::string_view path);
  /// `unknown-selector` of each glob that selected nothing, which is a mistake.
  [[nodiscard]] Diagnostics problems() const;

 private:
  [[nodiscard]] std::string_view glob(std::size_t i) const;

  const ProjectFile* project_;
  const Names& names_;
  std::vector<bool> used_;  ///< by glob
};

}  // namespace accessdrift
