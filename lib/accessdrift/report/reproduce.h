#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The command that makes the report again, as a shell takes it: by commits where there are any.
/// Empty where a word of it cannot be told safely, or it would be long.
[[nodiscard]] std::string reproducing_command(const Report& report);

}  // namespace accessdrift
