#pragma once

#include <vector>

#include "accessdrift/format/source_reading.h"

/// Whoever is a member of a group and not listed may be one for ever, or for as long as another
/// side tells of somebody: else it would seem certain that something changes. Sides tell each other
/// of which groups members are hidden, and when memberships of these end.
namespace accessdrift::source {

/// That further members of the group are not known here.
void tell_hidden(SourceReading& reading, Name group);
/// When a membership ends, of a group that another side knows in part.
void tell_end(SourceReading& reading, Name group, Instant end);
/// When further members may go.
[[nodiscard]] std::vector<Instant> hidden_ends(const SourceReading& reading, Name group);
/// Those of them who go then: an open group, told at a place.
[[nodiscard]] GroupDeclaration further_members(SourceReading& reading, Name group, Instant end,
                                               Place place);

}  // namespace accessdrift::source
