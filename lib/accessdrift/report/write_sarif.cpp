#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <vector>

#include "accessdrift/base/diagnostic_rules.h"
#include "accessdrift/report/annotations.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/write_ci.h"

namespace accessdrift {
namespace {

/// GitHub shows no more.
constexpr std::size_t kMostResults = 5'000;

/// What code scanning says of a code, which SARIF has no room for at a result (UX c5).
struct RuleTraits {
  std::string_view code;
  std::string_view severity;  ///< of ten
  std::array<std::string_view, 2> tags;
};

RuleTraits traits_of(std::string_view code) {
  constexpr std::array<RuleTraits, 10> kTraits{{{"AD101", "7.5", {"gain", ""}},
                                                {"AD102", "5.0", {"loss", ""}},
                                                {"AD103", "7.5", {"gain", ""}},
                                                {"AD104", "2.0", {"loss", ""}},
                                                {"AD105", "7.5", {"unknown", ""}},
                                                {"AD106", "9.3", {"protected", ""}},
                                                {"AD107", "5.0", {"limit", ""}},
                                                {"AD108", "9.3", {"expected", ""}},
                                                {"AD113", "7.5", {"gain", "loss"}},
                                                {"AD115", "5.0", {"loss", "export"}}}};
  const auto* const found = std::ranges::find(kTraits, code, &RuleTraits::code);
  return found == kTraits.end() ? RuleTraits{code, "2.0", {"", ""}} : *found;
}

std::string_view sarif_level(const std::optional<GuardLevel>& level) {
  if (!level) return "note";
  return *level == GuardLevel::Block ? "error" : "warning";
}

void write_message(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key).begin_object().key("text").text(escape_prose(text)).end_object();
}

void write_rule(JsonWriter& json, std::string_view code) {
  const DiagnosticRule* const rule = find_rule(code);
  json.begin_object().key("id").text(code);
  if (rule != nullptr) {
    write_message(json, "shortDescription", rule->summary);
    write_message(json, "fullDescription", rule->explanation);
    write_message(json, "help", rule->explanation);
  }
  const RuleTraits traits = traits_of(code);
  json.key("properties").begin_object().key("precision");
  json.text(code == "AD105" ? "medium" : "very-high");
  json.key("security-severity").text(traits.severity).key("tags").begin_array().text("access");
  for (const std::string_view tag : traits.tags) {
    if (!tag.empty()) json.text(tag);
  }
  json.end_array().end_object().end_object();
}

void write_region(JsonWriter& json, const ReportRegion& region) {
  json.key("region").begin_object().key("startLine").count(region.start.line);
  json.key("startColumn").count(region.start.column);
  const bool has_end =
      region.end_line > region.start.line ||
      (region.end_line == region.start.line && region.end_column > region.start.column);
  if (has_end) json.key("endLine").count(region.end_line).key("endColumn").count(region.end_column);
  json.end_object();
}

void write_location(JsonWriter& json, const ReportRegion& region) {
  json.key("locations").begin_array().begin_object().key("physicalLocation").begin_object();
  json.key("artifactLocation").begin_object();
  json.key("uri").text(escape_uri_path(region.start.file)).end_object();
  write_region(json, region);
  json.end_object().end_object().end_array();
}

/// Of what was expected; an upload ignores it, other readers show it apart.
void write_suppression(JsonWriter& json, const Report& report) {
  json.key("suppressions").begin_array().begin_object();
  json.key("kind").text("external").key("status").text("accepted");
  if (report.approvals && !report.approvals->reason.empty())
    json.key("justification").text(escape_prose(report.approvals->reason));
  json.end_object().end_array();
}

void write_result(JsonWriter& json, const Report& report, const Annotation& annotation,
                  std::size_t rule) {
  const ReportRegion region = shown_region(report, annotation);
  json.begin_object().key("ruleId").text(annotation.code).key("ruleIndex").count(rule);
  json.key("level").text(sarif_level(annotation.level));
  write_message(json, "message", annotation.message);
  write_location(json, region);
  json.key("partialFingerprints").begin_object();
  if (!region.line_hash.empty()) json.key("primaryLocationLineHash").text(region.line_hash);
  json.key("accessdrift/v1").text(annotation.digest).end_object();
  if (annotation.before) {
    json.key("properties").begin_object().key("baseLocation");
    write_place(json, annotation.before);
    json.end_object();
  }
  if (annotation.is_accepted) write_suppression(json, report);
  json.end_object();
}

void write_notification(JsonWriter& json, std::string_view code, std::string_view text) {
  json.begin_object();
  if (!code.empty()) json.key("descriptor").begin_object().key("id").text(code).end_object();
  json.key("level").text("warning");
  write_message(json, "message", text);
  json.end_object();
}

void write_invocation(JsonWriter& json, const Report& report, const SarifOptions& options,
                      std::size_t results) {
  json.key("invocations").begin_array().begin_object();
  json.key("executionSuccessful").boolean(true).key("exitCode").integer(options.exit_code);
  json.key("toolExecutionNotifications").begin_array();
  if (results > kMostResults)
    write_notification(json, "",
                       fmt::format("{} of {} results are here, the worst first",
                                   grouped(kMostResults), grouped(results)));
  for (const std::string& target : report.limits_hit)
    write_notification(json, "", "not decided: " + shown_name(target) + " is over the limit");
  for (const Diagnostic& warning : report.warnings)
    write_notification(json, warning.code, shown_text(warning.message));
  json.end_array().end_object().end_array();
}

void write_compared(JsonWriter& json, const Report& report) {
  json.key("properties").begin_object().key("before");
  write_side(json, report.before);
  json.key("after");
  write_side(json, report.after);
  json.key("digest").text(report.digest).end_object();
}

void write_run(JsonWriter& json, const Report& report, const SarifOptions& options) {
  std::vector<Annotation> annotations = annotations_of(report, Accepted::Apart);
  if (!options.tells_accepted) std::erase_if(annotations, std::mem_fn(&Annotation::is_accepted));
  const std::size_t shown = std::min(annotations.size(), kMostResults);
  std::set<std::string_view> codes;
  for (std::size_t i = 0; i < shown; ++i) codes.insert(annotations[i].code);
  json.begin_object().key("tool").begin_object().key("driver").begin_object();
  json.key("name").text("accessdrift").key("semanticVersion").text(options.tool_version);
  json.key("rules").begin_array();
  for (const std::string_view code : codes) write_rule(json, code);
  json.end_array().end_object().end_object();
  json.key("automationDetails").begin_object();
  json.key("id").text(fmt::format("accessdrift/diff/{}/", options.category)).end_object();
  json.key("columnKind").text("unicodeCodePoints");
  write_invocation(json, report, options, annotations.size());
  json.key("results").begin_array();
  for (std::size_t i = 0; i < shown; ++i) {
    const auto rule = std::distance(codes.begin(), codes.find(annotations[i].code));
    write_result(json, report, annotations[i], static_cast<std::size_t>(rule));
  }
  json.end_array();
  write_compared(json, report);
  json.end_object();
}

}  // namespace

std::string write_sarif(const Report& report, const SarifOptions& options) {
  JsonWriter json(JsonWriter::Lines::Nested);
  json.begin_object();
  json.key("$schema").text(
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
  json.key("version").text("2.1.0");
  json.key("runs").begin_array();
  write_run(json, report, options);
  json.end_array().end_object();
  return json.take();
}

}  // namespace accessdrift
