#include "accessdrift/load/side_word.h"

namespace accessdrift {
namespace {

/// The first place of `wanted` outside of braces, or npos.
std::size_t find_outside_braces(const std::string& word, const std::string& wanted) {
  int depth = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '{') ++depth;
    if (word[i] == '}') --depth;
    if (depth == 0 && word.compare(i, wanted.size(), wanted) == 0) return i;
  }
  return std::string::npos;
}

}  // namespace

RevisionWord split_revision(const std::string& word) {
  const std::size_t colon = find_outside_braces(word, ":");
  if (colon == std::string::npos || colon == 0) return {word, std::nullopt};
  return {word.substr(0, colon), word.substr(colon + 1)};
}

std::optional<RangeWord> split_range(const std::string& word) {
  const std::size_t dots = find_outside_braces(word, "..");
  const std::size_t colon = find_outside_braces(word, ":");
  if (dots == std::string::npos || colon < dots) return std::nullopt;
  const bool has_three = word.compare(dots, 3, "...") == 0;
  std::string before = word.substr(0, dots);
  std::string after = word.substr(dots + (has_three ? 3 : 2));
  if (before.empty() && after.empty()) return std::nullopt;
  if (before.ends_with('/') || after.starts_with('/')) return std::nullopt;  // `a/../b`
  if (before.empty()) before = "HEAD";
  if (after.empty()) after = "HEAD";
  return RangeWord{std::move(before), std::move(after), has_three};
}

bool is_plainly_path(const std::string& word) {
  return word == "." || word == ".." || word.starts_with("./") || word.starts_with("../") ||
         word.starts_with('/');
}

}  // namespace accessdrift
