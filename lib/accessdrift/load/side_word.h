#pragma once

#include <optional>
#include <string>

namespace accessdrift {

/// `REV` or `REV:path`.
struct RevisionWord {
  std::string revision;
  std::optional<std::string> path;
};

/// `A..B` or `A...B`; an end that was left out is `HEAD`.
struct RangeWord {
  std::string before;
  std::string after;
  bool is_from_merge_base = false;
};

/// Splits at the first colon that is not inside braces, as git does (`HEAD^{/fix: x}:path`).
[[nodiscard]] RevisionWord split_revision(const std::string& word);

/// The word as a range, if two dots stand in it outside of braces and before any colon; `..` and
/// `...` alone are none. What stands after a colon is a path and may hold dots.
[[nodiscard]] std::optional<RangeWord> split_range(const std::string& word);

/// Whether the word says that it is a path: `.`, `..`, `./x`, `../x`, `/x`.
[[nodiscard]] bool is_plainly_path(const std::string& word);

}  // namespace accessdrift
