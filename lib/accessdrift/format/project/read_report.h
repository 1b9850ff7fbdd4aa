#pragma once

#include "accessdrift/format/native/reading.h"
#include "accessdrift/model/report_settings.h"

namespace accessdrift {

/// Reads `report` of a project file.
[[nodiscard]] ReportSettings read_report_settings(native::Reading& reading,
                                                  const native::Entry& section);

}  // namespace accessdrift
