#include "cli/lint_baseline.h"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "accessdrift/base/text.h"
#include "accessdrift/report/document_head.h"
#include "accessdrift/source/disk.h"
#include "cli/question.h"

namespace accessdrift::cli {
namespace {

using nlohmann::json;

/// The document of an earlier run, if that is what the file is.
std::optional<json> lint_document(const std::string& word) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(word, none)) return std::nullopt;
  const Result<std::string> bytes = read_file(word, word);
  if (!bytes) return std::nullopt;
  json document = json::parse(*bytes, nullptr, false);
  const bool is_lint =
      document.is_object() && document.contains("kind") && document["kind"] == "accessdrift.lint";
  if (!is_lint) return std::nullopt;
  return document;
}

Diagnostic invalid(const std::string& word, const std::string& why) {
  return error_without_place("invalid-baseline",
                             fmt::format("`{}` is no baseline: {}", shortened(word), why),
                             "write one with accessdrift lint --format json");
}

Result<KnownFindings> known_in(const std::string& word, const json& document) {
  const auto version = document.find("format_version");
  const std::string major = fmt::format("{}.", kFormatMajor);
  if (version == document.end() || !version->is_string() ||
      !version->get_ref<const std::string&>().starts_with(major))
    return failure(invalid(word, "it is of another major version"));
  const auto findings = document.find("findings");
  if (findings == document.end() || !findings->is_array())
    return failure(invalid(word, "it has no findings"));
  KnownFindings known;
  for (const json& finding : *findings) {
    const bool has_id = finding.is_object() && finding.contains("id") && finding["id"].is_string();
    if (!has_id) return failure(invalid(word, "a finding has no id"));
    known.insert(finding["id"].get<std::string>());
  }
  return known;
}

}  // namespace

Result<KnownFindings> read_lint_baseline(Loader& loader, const std::string& word, Instant from,
                                         const LintOptions& options) {
  if (const std::optional<json> document = lint_document(word)) return known_in(word, *document);
  Result<Question> question = open_question(loader, word, from);
  if (!question) return failure(std::move(question.error()));
  KnownFindings known;
  for (const LintFinding& finding : lint(question->inquiry, options).all) known.insert(finding.id);
  return known;
}

}  // namespace accessdrift::cli
