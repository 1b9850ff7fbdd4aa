#pragma once

#include <optional>
#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// The command that makes the report again, as a shell takes it: by commits where there are any.
/// Empty where a word of it cannot be told safely, or it would be long.
[[nodiscard]] std::string reproducing_command(const Report& report);

/// The options by which both sides are read as they were for the report, with a blank before each;
/// nothing where a word of them cannot be told safely.
[[nodiscard]] std::optional<std::string> reading_options(const Report& report);

/// Likewise the options that tell versions: of both sides, or of the side after alone.
[[nodiscard]] std::optional<std::string> version_options(const Report& report, bool of_both_sides);

}  // namespace accessdrift
