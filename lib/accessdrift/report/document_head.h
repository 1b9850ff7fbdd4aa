#pragma once

#include <string_view>

#include "accessdrift/report/json_writer.h"

namespace accessdrift {

/// Of every JSON document: minor = additive, major = breaking (UX c6).
inline constexpr std::string_view kFormatVersion = "1.0";
inline constexpr int kFormatMajor = 1;

/// `"kind":"accessdrift.diff","format_version":"1.0","tool":{"name":"accessdrift","version":"0.4.0"}`;
/// REQUIRES an open object.
void write_document_head(JsonWriter& json, std::string_view kind, std::string_view tool_version);

}  // namespace accessdrift
