#include "cli/comment_words.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

#include "accessdrift/base/text.h"
#include "accessdrift/model/report_settings.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift::cli {
namespace {

std::optional<Diagnostic> read_budget(const std::string& word, DiffOptions& options) {
  if (options.format != Format::Markdown) return usage_error("--budget is of --format markdown");
  const char* const end = word.data() + word.size();
  const auto [stop, problem] = std::from_chars(word.data(), end, options.budget);
  const bool is_number = problem == std::errc() && stop == end;
  if (is_number && options.budget >= kLeastMarkdownBudget && options.budget <= kMostBudget)
    return std::nullopt;
  return usage_error(fmt::format("`{}` is not a number of bytes for a report", shortened(word)),
                     fmt::format("--budget takes {} or more", kLeastMarkdownBudget));
}

std::optional<Diagnostic> read_key(const std::string& key, DiffOptions& options) {
  const bool has_key = options.format == Format::Markdown || options.format == Format::Github ||
                       options.format == Format::Sarif;
  if (!has_key) return usage_error("--comment-key is of --format markdown, github or sarif");
  if (!is_comment_key(key))
    return usage_error(fmt::format("`{}` is not a key of a comment", shortened(key)),
                       fmt::format("--comment-key takes {}", kCommentKeyRule));
  options.comment_key = key;
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> read_comment_words(const Words& words, DiffOptions& options) {
  if (words.budget) {
    if (auto problem = read_budget(*words.budget, options)) return problem;
  }
  options.sarif_suppressed = words.sarif_suppressed;
  if (words.sarif_suppressed && options.format != Format::Sarif)
    return usage_error("--sarif-suppressed is of --format sarif");
  if (words.comment_key) return read_key(*words.comment_key, options);
  return std::nullopt;
}

}  // namespace accessdrift::cli
