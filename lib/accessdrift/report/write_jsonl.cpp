#include "accessdrift/report/findings_json.h"
#include "accessdrift/report/report_json.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {

std::string write_jsonl(const Report& report, int exit_code, std::string_view tool_version) {
  JsonWriter head(JsonWriter::Lines::One);
  head.begin_object();
  write_report_head(head, report, tool_version);
  head.end_object();
  std::string out = head.take();
  for (const ReportFinding& finding : report.findings) {
    JsonWriter line(JsonWriter::Lines::One);
    write_finding(line, report, finding);
    out += line.take();
  }
  JsonWriter foot(JsonWriter::Lines::One);
  foot.begin_object().key("kind").text("accessdrift.diff.end");
  foot.key("findings").count(report.findings.size());
  write_report_verdict(foot, report, exit_code);
  write_report_rest(foot, report);
  foot.end_object();
  return out + foot.take();
}

}  // namespace accessdrift
