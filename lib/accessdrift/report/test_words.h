#pragma once

#include <string_view>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// What became of a test: `fails now`, `new, passes`, `removed`.
[[nodiscard]] std::string_view test_word(const ReportTest& test);

}  // namespace accessdrift
