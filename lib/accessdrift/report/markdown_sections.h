#pragma once

#include <vector>

#include "accessdrift/report/budgeted.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// What a Markdown report says below its table, the most important first; those that have nothing
/// to say are not there. Names stand in code spans and code blocks only.
[[nodiscard]] std::vector<BudgetedDocument::Section> markdown_sections(const Report& report);

}  // namespace accessdrift
