#pragma once

#include <map>
#include <string>
#include <string_view>

#include "accessdrift/drift/compare.h"
#include "accessdrift/drift/roll_up.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// By format: when a change is felt on the resources that its files declare, where not at once.
using EffectTimes = std::map<std::string_view, std::string_view>;

/// `at the next login`, or of several resources each way that there is; empty: at once. A resource
/// counts as what declares it on the side that gives the access, or has it alone.
[[nodiscard]] std::string takes_effect(const Finding& finding, const Comparison& comparison,
                                       const EffectTimes& times);

/// What is so told of every finding of a report; empty where they differ, or there is none.
[[nodiscard]] std::string_view common_effect(const Report& report);

}  // namespace accessdrift
