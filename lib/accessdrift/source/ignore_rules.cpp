#include "accessdrift/source/ignore_rules.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ranges>

#include "accessdrift/source/disk.h"

namespace accessdrift {
namespace {

char fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool starts_with(std::string_view text, std::string_view prefix, bool ignores_case) {
  if (!ignores_case) return text.starts_with(prefix);
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, fold, fold);
}

/// Spaces at the end do not count, unless behind a backslash.
std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ' ') continue;
    if (line[i] == '\\') ++i;
    end = std::min(i + 1, line.size());
  }
  return line.substr(0, end);
}

/// A link in the place of an ignore file is not followed, as in git.
std::vector<IgnorePattern> read_ignore_file(const std::string& path, bool ignores_case,
                                            bool follows_link) {
  if (!follows_link && look_on_disk(path).kind != TreeNode::Kind::File) return {};
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return parse_ignore_file(bytes, ignores_case);
}

/// Of several, the last that matches decides.
std::optional<bool> verdict(const std::vector<IgnorePattern>& patterns, std::string_view path,
                            bool is_folder) {
  for (const IgnorePattern& pattern : std::views::reverse(patterns)) {
    if (pattern.matches(path, is_folder)) return !pattern.is_negative();
  }
  return std::nullopt;
}

}  // namespace

IgnorePattern::IgnorePattern(std::string_view pattern, bool ignores_case)
    : ignores_case_(ignores_case) {
  if (pattern.starts_with('!')) {
    is_negative_ = true;
    pattern.remove_prefix(1);
  }
  if (pattern.ends_with('/')) {
    is_for_folders_ = true;
    pattern.remove_suffix(1);
  }
  is_for_names_ = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  const std::size_t special = std::min(pattern.find_first_of("*?[\\"), pattern.size());
  prefix_ = pattern.substr(0, special);
  if (special < pattern.size()) rest_.emplace(pattern.substr(special), ignores_case);
}

std::optional<IgnorePattern> IgnorePattern::parse(std::string_view line, bool ignores_case) {
  line = line.substr(0, line.find('\0'));
  if (line.starts_with('#')) return std::nullopt;
  line = without_trailing_spaces(line);
  if (line.empty()) return std::nullopt;
  return IgnorePattern(line, ignores_case);
}

bool IgnorePattern::matches(std::string_view path, bool is_folder) const {
  if (is_for_folders_ && !is_folder) return false;
  if (is_for_names_) path.remove_prefix(path.rfind('/') + 1);  // wraps to 0 without a slash
  if (!starts_with(path, prefix_, ignores_case_)) return false;
  path.remove_prefix(prefix_.size());
  return rest_ ? rest_->matches(path) : path.empty();
}

std::vector<IgnorePattern> parse_ignore_file(std::string_view bytes, bool ignores_case) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::vector<IgnorePattern> patterns;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto pattern = IgnorePattern::parse(line, ignores_case)) {
      patterns.push_back(std::move(*pattern));
    }
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return patterns;
}

IgnoreRules::IgnoreRules(Places places) : places_(std::move(places)) {
  for (const std::string& path : places_.general) {
    general_.push_back(read_ignore_file(path, places_.ignores_case, true));
  }
}

const IgnoreRules::Patterns& IgnoreRules::of_folder(const std::string& folder) {
  const auto found = of_folders_.find(folder);
  if (found != of_folders_.end()) return found->second;
  const std::string path = join_path(join_path(places_.root, folder), ".gitignore");
  return of_folders_.emplace(folder, read_ignore_file(path, places_.ignores_case, false))
      .first->second;
}

bool IgnoreRules::is_ignored(const std::string& path, bool is_folder) {
  const std::string_view whole = path;
  for (std::size_t end = path.rfind('/');; end = path.rfind('/', end - 1)) {
    const bool is_root = end == std::string::npos;
    const std::string folder = is_root ? "" : path.substr(0, end);
    const std::string_view inside = is_root ? whole : whole.substr(end + 1);
    if (const auto said = verdict(of_folder(folder), inside, is_folder)) return *said;
    if (is_root) break;
  }
  for (const Patterns& patterns : general_) {
    if (const auto said = verdict(patterns, path, is_folder)) return *said;
  }
  return false;
}

}  // namespace accessdrift
