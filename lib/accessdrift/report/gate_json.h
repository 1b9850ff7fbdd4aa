#pragma once

#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// `guardrails`, `always` and `approvals`, into an open object.
void write_gate(JsonWriter& json, const Report& report);

}  // namespace accessdrift
