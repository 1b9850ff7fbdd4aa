#pragma once

#include <string_view>

#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

// A report as JSON, but for its findings (`findings_json.h`); each into an open object.

/// What was compared: `kind` to `population`.
void write_report_head(JsonWriter& json, const Report& report, std::string_view tool_version);
/// `verdict` and `summary`.
void write_report_verdict(JsonWriter& json, const Report& report, int exit_code);
/// `edits` to `digest`.
void write_report_rest(JsonWriter& json, const Report& report);

}  // namespace accessdrift
