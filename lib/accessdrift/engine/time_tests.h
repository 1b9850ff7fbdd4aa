#pragma once

#include <functional>
#include <string>
#include <vector>

#include "accessdrift/model/expression.h"
#include "accessdrift/model/snapshot.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// Every value that an attribute of users or resources has anywhere.
using ValuesOf = std::function<std::vector<Value>(Operator root, const std::string& attribute)>;

/// Adds what a part of a condition tests a time of the request against: where the comparisons of
/// its sums can change, the windows, and the fields of clocks. Sums with more than 4,096 constants
/// are over the bound, and so are windows and fields of twice the time.
void collect_time_tests(const Expression& expression, std::uint32_t node, const Snapshot& snapshot,
                        const ValuesOf& values_of, TimeTests& tests);

/// What a part of a condition asks of a time of the request.
[[nodiscard]] Universe::TimeUse time_use(const Expression& expression, std::uint32_t node);

/// When somebody's sign-in or membership ends on a side.
[[nodiscard]] std::vector<Instant> ends_of(const Snapshot& snapshot);

}  // namespace accessdrift
