#pragma once

#include <string>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/report/report.h"

namespace accessdrift::cli {

/// Writes the page of a report to a file. Gives what is wrong: errors where there is no page
/// (`output-failed`, `page-too-large`), a warning where it is slow to open.
[[nodiscard]] Diagnostics write_page(const Report& report, const std::string& path);

}  // namespace accessdrift::cli
