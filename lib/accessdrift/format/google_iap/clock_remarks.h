#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/cel/syntax.h"

/// What is odd about a condition's clocks: hours and minutes, what counts from 0, no zone.
namespace accessdrift::google_iap {

using TellOfClock = std::function<void(std::string_view code, Severity severity,
                                       std::string message, cel::Range range, std::string label)>;

void remark_on_clocks(const cel::SyntaxTree& tree, const TellOfClock& tell);

}  // namespace accessdrift::google_iap
