#pragma once

#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// What brings a finding about in some world, where its parts are worlds
/// (`ToldFinding::in_worlds`): each set does so in one of them, though a part of it may in another;
/// and all that is to be undone to undo it in every one. REQUIRES: each part has a cause.
[[nodiscard]] ReportCause joined_cause(const std::vector<const ReportFinding*>& parts);

}  // namespace accessdrift
