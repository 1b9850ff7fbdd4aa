#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

/// Which files a side's project file says are read as what; without one, or without `sources` in
/// it, all, as what they hold.
class SourceChoice {
 public:
  /// REQUIRES: `project`, which may be null, and `names` outlive it.
  SourceChoice(const ProjectFile* project, const Names& names);

  /// What a path is chosen for.
  struct Chosen {
    bool is_read = true;
    std::string_view format;  ///< none: as what it holds
  };
  /// A file that is chosen as two formats is a problem.
  [[nodiscard]] Chosen choose(std::string_view path);

  /// The file was read as what it was chosen for.
  void use(std::string_view path);
  /// `unknown-selector` of each glob by which nothing was read, which is a mistake.
  [[nodiscard]] Diagnostics problems() const;

 private:
  [[nodiscard]] std::string_view text(Name name) const { return names_.text(name); }

  const ProjectFile* project_;
  const Names& names_;
  std::vector<bool> used_;  ///< by selection
  Diagnostics clashes_;
};

}  // namespace accessdrift
