#pragma once

#include <utility>
#include <vector>

#include "accessdrift/format/source_reading.h"

/// Whoever is a member of a group and not listed may be one for ever, or for as long as another
/// side tells of somebody: else it would seem certain that something changes. Sides tell each other
/// of which groups members are hidden, and when memberships of these end.
namespace accessdrift::source {

/// When a membership ends, of a group that another side knows in part.
void tell_end(SourceReading& reading, Name group, Instant end);
/// That further members of the group are not known here. Given back are those who may go when
/// another side's do: an open group for each end, declared at a place.
[[nodiscard]] std::vector<std::pair<Mention, Until>> further_members(SourceReading& reading,
                                                                     Declarations& declarations,
                                                                     Name group, Place place);

}  // namespace accessdrift::source
