#pragma once

#include <string>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

/// What of one file another loosens or lacks, by name: `payroll`, `limits.lost`, `always`. `after`
/// null: there is no such file.
[[nodiscard]] std::vector<std::string> loosened(const ProjectFile& before, const ProjectFile* after,
                                                const Names& names);

}  // namespace accessdrift
