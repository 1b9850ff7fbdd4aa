#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/color.h"
#include "accessdrift/report/told_findings.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {

/// How many of so many are shown.
[[nodiscard]] std::size_t shown_count(std::size_t size, const TextOptions& options);

/// The findings that are shown, each with its causes, public exposure under its own headline.
[[nodiscard]] std::string findings_text(const Report& report,
                                        const std::vector<ToldFinding>& findings,
                                        const TextOptions& options, const Palette& palette);

}  // namespace accessdrift
