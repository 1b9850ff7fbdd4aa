#pragma once

#include <cstddef>
#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// How many files are on one side only or differ, those of versions left out.
[[nodiscard]] std::size_t count_changed_files(const Comparison& comparison);
[[nodiscard]] Report::Population report_population(const Comparison& comparison);
/// By which regions are told, sorted: a name that stands on both sides means the same on both.
[[nodiscard]] std::vector<Vocabulary::Network> report_networks(const Comparison& comparison);

}  // namespace accessdrift
