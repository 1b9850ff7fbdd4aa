#pragma once

#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// `{"label":"group:sre","count":3,"ids":[…]}`.
void write_set(JsonWriter& json, const LabelledSet& set);

}  // namespace accessdrift
