#pragma once

#include <optional>

#include "accessdrift/base/source_text.h"
#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// `{"file":…,"line":…,"column":…}`, null for what no file declares.
void write_place(JsonWriter& json, const std::optional<PlaceText>& place);
void write_span(JsonWriter& json, const Span& span);

/// The id of an edit, what it is and its places, into an open object.
void write_edit(JsonWriter& json, const ReportEdit& edit);

/// `{"spec":"main","commit":…,"note":…}`; commit and note where there are.
void write_side(JsonWriter& json, const ReportSide& side);

}  // namespace accessdrift
