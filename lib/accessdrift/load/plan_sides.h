#pragma once

#include <optional>
#include <string>

#include "accessdrift/load/side.h"

namespace accessdrift {

/// A plan of changes as two sides: what is there, and what the plan makes of it.
struct PlanWords {
  std::string plan;                 ///< a file, seen from the folder where the command runs
  std::optional<std::string> onto;  ///< a side with what is really there
  bool reads_beside = false;        ///< something chooses files that lie beside the plan
};

/// Without `onto`, what is there is the plan's prior state, and both sides have, too, what is
/// chosen of the files in the plan's folder: by `sources` of accessdrift.yaml there, or as
/// `reads_beside` says. Errors: those of `open_side` and of reading the file; `binary-plan`,
/// `unknown-file-type`.
[[nodiscard]] Result<Sides> open_plan(const PlanWords& words, const std::string& folder);

}  // namespace accessdrift
