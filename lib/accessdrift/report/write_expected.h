#pragma once

#include <string>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// Entries for `accessdrift.expect.yaml` that approve what the report tells and no entry covers
/// yet: exactly those findings, to be read by somebody who fills in why and until when. What is not
/// certain cannot be expected and is left out. Empty if nothing is to be approved.
[[nodiscard]] std::string write_expected(const Report& report);

}  // namespace accessdrift
