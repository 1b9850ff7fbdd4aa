#include "accessdrift/report/document_head.h"

#include <string>

namespace accessdrift {

void write_document_head(JsonWriter& json, std::string_view kind, std::string_view tool_version) {
  json.key("kind").text("accessdrift." + std::string(kind));
  json.key("format_version").text(kFormatVersion);
  json.key("tool")
      .begin_object()
      .key("name")
      .text("accessdrift")
      .key("version")
      .text(tool_version)
      .end_object();
}

}  // namespace accessdrift
