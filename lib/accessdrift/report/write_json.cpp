#include "accessdrift/report/findings_json.h"
#include "accessdrift/report/report_json.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {

std::string write_json(const Report& report, int exit_code, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_report_head(json, report, tool_version);
  write_report_verdict(json, report, exit_code);
  json.key("findings");
  write_findings(json, report);
  write_report_rest(json, report);
  json.end_object();
  return json.take();
}

}  // namespace accessdrift
