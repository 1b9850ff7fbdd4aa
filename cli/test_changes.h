#pragma once

#include <memory>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/model/snapshot.h"
#include "accessdrift/report/report.h"

namespace accessdrift::cli {

/// The tests of two sides that stand on one of them only or have different results, in the order of
/// the after side, those of the before side alone last. A test is known by what it tests; of
/// several alike the first counts.
[[nodiscard]] std::vector<ReportTest> changed_tests(const std::shared_ptr<const Snapshot>& before,
                                                    const std::shared_ptr<const Snapshot>& after,
                                                    Instant from);

}  // namespace accessdrift::cli
