#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/base/source_text.h"

namespace accessdrift {

/// How `diff` reports where its command line does not say otherwise: `report` of a project file. It
/// changes no count, no verdict and no exit code.
struct ReportSettings {
  std::optional<Located<std::string>> format;  ///< one of `kReportFormats`
  std::optional<Located<std::uint64_t>> limit;
  std::optional<Located<bool>> expand;
  std::optional<Located<bool>> causes;
  std::optional<Located<bool>> commits;
  std::optional<Located<std::uint64_t>> budget;  ///< bytes of Markdown
  std::optional<Located<std::string>> comment_key;

  [[nodiscard]] bool are_none() const {
    return !format && !limit && !expand && !causes && !commits && !budget && !comment_key;
  }
};

inline constexpr auto kReportFormats =
    std::to_array<std::string_view>({"text", "markdown", "github", "sarif", "gitlab", "rdjsonl",
                                     "junit", "json", "json@1", "jsonl", "csv"});
/// Below it the sections of a comment that are always kept do not fit.
inline constexpr std::uint64_t kLeastBudget = 4'000;
inline constexpr std::uint64_t kMostBudget = 100'000'000;

/// Whether it can end neither the marker of a comment nor the comment.
[[nodiscard]] bool is_comment_key(std::string_view key);
inline constexpr std::string_view kCommentKeyRule =
    "letters, digits, `.`, `_`, `/` and single `-`, at most 64";

}  // namespace accessdrift
