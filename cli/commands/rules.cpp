#include "cli/commands/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "accessdrift/base/diagnostic_rules.h"
#include "accessdrift/base/text.h"
#include "accessdrift/report/document_head.h"
#include "cli/failure.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

std::string rule_list() {
  std::size_t width = 0;
  for (const DiagnosticRule& rule : diagnostic_rules()) width = std::max(width, rule.code.size());
  std::string out;
  for (const DiagnosticRule& rule : diagnostic_rules())
    out += fmt::format("{:<{}}  {}\n", rule.code, width, rule.summary);
  return out;
}

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    out += line.empty() ? "\n" : fmt::format("  {}\n", line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string rule_text(const DiagnosticRule& rule) {
  std::string out = fmt::format("{}: {}\n\n{}\n", rule.code, rule.summary, rule.explanation);
  if (!rule.example.empty()) out += "\nExample:\n" + indented(rule.example);
  return out;
}

std::string rules_json(std::span<const DiagnosticRule> rules) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "rules", tool_version());
  json.key("rules").begin_array();
  for (const DiagnosticRule& rule : rules) {
    json.begin_object().key("code").text(rule.code).key("summary").text(rule.summary);
    json.key("explanation").text(rule.explanation).key("example").text(rule.example).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Diagnostic unknown_code(const std::string& code) {
  std::vector<std::string_view> known;
  for (const DiagnosticRule& rule : diagnostic_rules()) known.push_back(rule.code);
  const auto near = nearest(code, known);
  return error_without_place(
      "unknown-code", fmt::format("`{}` is not a code of accessdrift", shortened(code)),
      near ? fmt::format("did you mean `{}`?", *near) : "accessdrift rules lists them");
}

}  // namespace

ExitCode run(const RulesOptions& options, Streams& streams) {
  if (!options.code) {
    streams.out(options.format == Format::Json ? rules_json(diagnostic_rules()) : rule_list());
    return ExitCode::Good;
  }
  const DiagnosticRule* const rule = find_rule(*options.code);
  if (rule == nullptr) return fail(streams, {unknown_code(*options.code)});
  streams.out(options.format == Format::Json ? rules_json({rule, 1}) : rule_text(*rule));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
