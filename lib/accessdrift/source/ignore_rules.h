#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accessdrift/source/wildcard.h"

namespace accessdrift {

/// One line of an ignore file.
class IgnorePattern {
 public:
  /// Nothing for a blank line or a comment.
  static std::optional<IgnorePattern> parse(std::string_view line, bool ignores_case);

  /// `path` is relative to the folder of the ignore file.
  [[nodiscard]] bool matches(std::string_view path, bool is_folder) const;
  [[nodiscard]] bool is_negative() const { return is_negative_; }

 private:
  IgnorePattern(std::string_view pattern, bool ignores_case);

  std::string prefix_;  // what stands before the first special character
  std::optional<Wildcard> rest_;
  bool ignores_case_;
  bool is_negative_ = false;
  bool is_for_folders_ = false;
  bool is_for_names_ = false;  // no slash: the last segment is compared
};

/// What an ignore file says, first line first.
[[nodiscard]] std::vector<IgnorePattern> parse_ignore_file(std::string_view bytes,
                                                           bool ignores_case);

/// git's rules for untracked files (gitignore(5)). libgit2's own forget a `!` that takes back a
/// rule of another file, so that a file that counts would not be read.
class IgnoreRules {
 public:
  struct Places {
    std::string root;                  ///< of the work tree
    std::vector<std::string> general;  ///< files for all of it, the most telling first
    bool ignores_case = false;
  };
  explicit IgnoreRules(Places places);

  /// `path` is relative to the root. REQUIRES: no folder on the way is ignored. Reads each folder's
  /// `.gitignore` once.
  [[nodiscard]] bool is_ignored(const std::string& path, bool is_folder);

 private:
  using Patterns = std::vector<IgnorePattern>;
  const Patterns& of_folder(const std::string& folder);

  Places places_;
  std::vector<Patterns> general_;
  std::unordered_map<std::string, Patterns> of_folders_;
};

}  // namespace accessdrift
