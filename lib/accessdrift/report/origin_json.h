#pragma once

#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// `"commit":"…","author":"…"` of the newest commit, nothing where none is known.
void write_commit_of(JsonWriter& json, const ReportEdit& edit);

/// An object: id, author, time, subject.
void write_commit(JsonWriter& json, const ReportCommit& commit);

/// `"origin":{…}`, nothing where there is none to tell.
void write_origin(JsonWriter& json, const ReportEdit& edit);

}  // namespace accessdrift
