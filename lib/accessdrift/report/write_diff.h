#pragma once

#include <string>
#include <string_view>

#include "accessdrift/report/report.h"

namespace accessdrift {

struct TextOptions {
  bool color = false;
  std::size_t limit = 20;  ///< findings and edits shown; 0: all
  bool expand = false;     ///< every identity and resource by name
  bool causes = false;     ///< all causes, ranked
  bool same = false;       ///< all edits of policies that were proved equal
};

// The only places that know layout, colour and escaping of the format they write. Deterministic.

/// UX c1 and c2.
[[nodiscard]] std::string write_text(const Report& report, const TextOptions& options);

/// One line a resource with what changed on it, and a line of totals; as `git diff --stat`.
[[nodiscard]] std::string write_stat(const Report& report, const TextOptions& options);

/// The identities that gain or lose anything, one a line, sorted as bytes.
[[nodiscard]] std::string write_name_only(const Report& report);

/// One line a finding.
[[nodiscard]] std::string write_oneline(const Report& report, const TextOptions& options);

struct MarkdownOptions {
  /// Which of several comments of one pull request this is. REQUIRES: letters, digits, `.`, `_`,
  /// `/` and single `-`, at most 64.
  std::string comment_key = "default";
  std::size_t budget = 60'000;  ///< bytes
  std::string_view tool_version;
};
/// At fewer bytes than these a report may be longer than its budget.
inline constexpr std::size_t kLeastMarkdownBudget = 4'000;

/// UX c4: a comment for a pull request, its first line a marker by which it is found again. Nothing
/// changed: one line below it.
[[nodiscard]] std::string write_markdown(const Report& report, const MarkdownOptions& options);

/// UX c6, `json@1`.
[[nodiscard]] std::string write_json(const Report& report, int exit_code,
                                     std::string_view tool_version);

/// The same as JSON lines: what was compared, a finding a line, and last what else there is, with
/// the number of findings; without that line the file is not whole.
[[nodiscard]] std::string write_jsonl(const Report& report, int exit_code,
                                      std::string_view tool_version);

/// UX c9: a page in one file that needs no network, reads without its script and in print. Names in
/// it are text and nothing else.
[[nodiscard]] std::string write_html(const Report& report, std::string_view tool_version);

inline constexpr std::string_view kCsvHeader =
    "kind,certainty,identity,action,resource,before,after,because\n";
/// One changed entitlement a row, sorted by bytes, below the header.
[[nodiscard]] std::string write_csv(const Report& report);
/// The rows alone, each behind the same cells, which end with a comma.
[[nodiscard]] std::string csv_rows(const Report& report, std::string_view first_cells = {});

}  // namespace accessdrift
