#pragma once

#include <set>
#include <string>
#include <utility>

#include "accessdrift/model/snapshot.h"

namespace accessdrift::naive {

/// Attributes of requests and, as `user.NAME`, of who asks, that stand in one comparison, either
/// way round.
using Compared = std::set<std::pair<std::string, std::string>>;

/// Those of one condition or rule of which one at least is of who asks; one that stands on both
/// sides is compared with itself. What a variable stands for is what the list holds that it goes
/// through.
[[nodiscard]] Compared compared_unknowns(const Expression& expression);
/// Whether somebody has attributes that nobody knows: representatives of open groups, and who is
/// not listed in an open directory.
[[nodiscard]] bool has_unknowns(const Snapshot& side);
/// Of all conditions and rules of a side where somebody has; of another side none.
[[nodiscard]] Compared compared_unknowns(const Snapshot& side);

}  // namespace accessdrift::naive
