#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/diagnostic_rules.h"
#include "accessdrift/report/annotations.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/write_ci.h"

namespace accessdrift {
namespace {

/// A step may have ten of each level; the tenth counts the others.
constexpr std::size_t kAnnotationsShown = 9;

std::string_view command_of(const std::optional<GuardLevel>& level) {
  if (!level) return "notice";
  return *level == GuardLevel::Warn ? "warning" : "error";
}

std::string place_properties(const ReportRegion& region) {
  std::string out =
      fmt::format("file={},line={},col={},", escape_workflow_property(region.start.file),
                  region.start.line, region.start.column);
  if (region.end_line > region.start.line) out += fmt::format("endLine={},", region.end_line);
  return out;
}

/// What no line shows stands beside the step.
std::string annotation_command(const Annotation& annotation) {
  const DiagnosticRule* const rule = find_rule(annotation.code);
  const std::string title = fmt::format("{} {}", annotation.code, rule ? rule->summary : "");
  return fmt::format("::{} {}title={}::{}\n", command_of(annotation.level),
                     annotation.region ? place_properties(*annotation.region) : "",
                     escape_workflow_property(title), escape_workflow_message(annotation.message));
}

}  // namespace

std::string write_github(const Report& report, std::string_view text) {
  std::string out = fmt::format("::group::access drift\n{}::endgroup::\n", text);
  const std::vector<Annotation> annotations = annotations_of(report);
  const std::size_t shown = std::min(annotations.size(), kAnnotationsShown);
  for (std::size_t i = 0; i < shown; ++i) out += annotation_command(annotations[i]);
  if (shown == annotations.size()) return out;
  return out + fmt::format("::{} title=access drift::{} more, see the report of this step\n",
                           command_of(annotations[shown].level),
                           grouped(annotations.size() - shown));
}

}  // namespace accessdrift
