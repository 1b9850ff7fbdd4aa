#pragma once

#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {

/// A list of people is not all here, as a place says: others than those who are on it can sign in,
/// if there are any. What was said first stays.
void open_directory(SourceReading& reading, SourceReading::File& file, Place place);
/// Likewise in the file of `said`.
void open_directory(SourceReading& reading, Span said);

}  // namespace accessdrift::source
