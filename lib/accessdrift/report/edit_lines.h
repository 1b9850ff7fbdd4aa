#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Places of edits up to this width are aligned.
inline constexpr std::size_t kPlaceWidth = 52;

/// Whether who looks at one sees the other: they have one place, or the other is implied by its
/// line.
[[nodiscard]] bool shows(const ReportEdit& edit, const ReportEdit& other);

/// Where an edit stands: on the after side, else on the before side, `(removed)`; where it stood,
/// if that is another place. Escaped.
[[nodiscard]] std::string edit_place(const ReportEdit& edit);

/// A line an edit, its place, what it is and its commit, from a column on.
[[nodiscard]] std::string edit_lines(const std::vector<ReportEdit>& edits, std::size_t indent,
                                     bool whole);

}  // namespace accessdrift
