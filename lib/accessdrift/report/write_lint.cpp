#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "accessdrift/base/diagnostic_rules.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/report/color.h"
#include "accessdrift/report/document_head.h"
#include "accessdrift/report/lint.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/render_diagnostics.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

/// By severity, then code.
using ByCode = std::map<std::pair<Severity, std::string>, Diagnostics>;

ByCode by_code(const LintReport& report) {
  ByCode grouped;
  for (const LintFinding& finding : report.findings)
    grouped[{finding.told.severity, finding.told.code}].push_back(finding.told);
  return grouped;
}

std::string summary_of(std::string_view code) {
  const DiagnosticRule* const rule = find_rule(code);
  return rule == nullptr ? std::string() : std::string(rule->summary);
}

std::string header(const LintReport& report, const Palette& palette) {
  return palette.paint(Tone::Heading, "lint") + "   " + side_text(report.side) + "   at " +
         to_text(report.at) + "\n" + counted(report.identities, "identity", "identities") + ", " +
         counted(report.groups, "group", "groups") + ", " +
         counted(report.resources, "resource", "resources") + ", " +
         counted(report.policies, "policy", "policies") + "\n";
}

std::string findings_text(const ByCode& grouped_findings, const TextOptions& options) {
  std::string out;
  for (const auto& [key, findings] : grouped_findings) {
    const std::size_t shown =
        options.limit == 0 ? findings.size() : std::min(options.limit, findings.size());
    for (std::size_t i = 0; i < shown; ++i)
      out += "\n" + render_diagnostics({findings[i]}, {options.color, 0});
    if (shown < findings.size()) {
      out += fmt::format("\n{} of {} of {} shown; all: --limit 0\n", grouped(shown),
                         grouped(findings.size()), key.second);
    }
  }
  return out;
}

std::string table(const ByCode& grouped_findings, const Palette& palette) {
  std::string out;
  std::size_t width = 0;
  for (const auto& [key, findings] : grouped_findings) width = std::max(width, key.second.size());
  for (const auto& [key, findings] : grouped_findings) {
    out += trimmed_line(fmt::format("  {}  {}  {}  {}", right_aligned(grouped(findings.size()), 6),
                                    padded(to_text(key.first), 7), padded(key.second, width),
                                    summary_of(key.second))) +
           "\n";
  }
  return out.empty() ? out : "\n" + palette.paint(Tone::Heading, "FOUND") + "\n" + out;
}

std::string not_checked_text(const LintReport& report, const Palette& palette) {
  if (report.not_checked.empty()) return {};
  std::string out = "\n" + palette.paint(Tone::Heading, "NOT CHECKED") +
                    " (over the limit of what can be analysed)\n";
  for (const std::string& what : report.not_checked) out += "  " + shown_text(what) + "\n";
  return out;
}

std::string verdict(const LintReport& report) {
  std::string out = "\n";
  if (report.findings.empty()) out += report.baseline ? "Nothing new.\n" : "Nothing found.\n";
  if (report.baseline) {
    out += fmt::format("Beside the baseline {}: {} left out, {} no more.\n",
                       shown_name(report.baseline->spec),
                       counted(report.baseline->known, "known finding", "known findings"),
                       grouped(report.baseline->gone));
  }
  if (report.has_failed)
    out += fmt::format("Failed: something is found of level {} (--fail-on).\n",
                       to_text(*report.fail_on));
  return out == "\n" ? std::string() : out;
}

void write_codes(JsonWriter& json, const ByCode& grouped_findings) {
  json.key("codes").begin_array();
  for (const auto& [key, findings] : grouped_findings) {
    json.begin_object().key("severity").text(to_text(key.first)).key("code").text(key.second);
    json.key("what").text(summary_of(key.second)).key("count").count(findings.size()).end_object();
  }
  json.end_array();
}

void write_baseline(JsonWriter& json, const LintReport& report) {
  json.key("baseline");
  if (!report.baseline) {
    json.null();
    return;
  }
  json.begin_object().key("spec").text(report.baseline->spec);
  json.key("known").count(report.baseline->known).key("gone").count(report.baseline->gone);
  json.end_object();
}

}  // namespace

std::string write_lint_text(const LintReport& report, const TextOptions& options) {
  const Palette palette(options.color);
  const ByCode grouped_findings = by_code(report);
  return header(report, palette) + findings_text(grouped_findings, options) +
         table(grouped_findings, palette) + not_checked_text(report, palette) + verdict(report);
}

std::string write_lint_json(const LintReport& report, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "lint", tool_version);
  json.key("side");
  write_side(json, report.side);
  json.key("at").text(to_text(report.at)).key("soon").text(to_text(report.soon));
  json.key("population").begin_object();
  json.key("identities").count(report.identities).key("groups").count(report.groups);
  json.key("resources").count(report.resources).key("policies").count(report.policies);
  json.end_object();
  write_codes(json, by_code(report));
  json.key("findings").begin_array();
  for (const LintFinding& finding : report.findings) {
    json.begin_object().key("id").text(finding.id);
    write_diagnostic(json, finding.told);
    json.end_object();
  }
  json.end_array();
  json.key("not_checked").texts(report.not_checked);
  write_baseline(json, report);
  json.key("fail_on");
  if (report.fail_on) {
    json.text(to_text(*report.fail_on));
  } else {
    json.null();
  }
  json.key("failed").boolean(report.has_failed).end_object();
  return json.take();
}

}  // namespace accessdrift
