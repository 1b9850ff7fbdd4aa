#pragma once

#include <cstdint>
#include <set>

#include "accessdrift/base/time_zones.h"
#include "accessdrift/engine/time_tests.h"
#include "accessdrift/model/expression.h"

namespace accessdrift {

/// Every whole number that a part of a condition can compare a number of the request with: an
/// attribute, the size of a text, or a field of a clock. Literals, attributes of people and
/// resources, sizes of what is no request's, and what clocks show of times that are not. Variables
/// stand for what is in their lists, and what is in a list for the variables. Where two fields of
/// the request's own time meet, whatever the calendar can show.
[[nodiscard]] std::set<std::int64_t> numbers_of_test(const Expression& expression,
                                                     std::uint32_t test, const TimeZones& zones,
                                                     const ValuesOf& values_of);

}  // namespace accessdrift
