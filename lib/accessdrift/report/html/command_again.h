#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The command that makes the comparison again, as a shell takes it; by commits where there are
/// some. Empty if a word of it cannot be written so.
[[nodiscard]] std::string command_again(const Report& report);

}  // namespace accessdrift
