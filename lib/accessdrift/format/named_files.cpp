#include "accessdrift/format/named_files.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace accessdrift {
namespace {

/// Without `.`, `..` and empty segments; nothing of what leaves the root.
std::optional<std::string> plain_path(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      segments.push_back(segment);
      continue;
    }
    if (segments.empty()) return std::nullopt;
    segments.pop_back();
  }
  std::string plain;
  for (const std::string_view segment : segments) {
    if (!plain.empty()) plain += '/';
    plain += segment;
  }
  return plain;
}

std::optional<std::string> path_from_root(std::string_view from, std::string_view named) {
  if (named.starts_with('/')) return plain_path(named);
  const std::string folder(from.substr(0, from.rfind('/') + 1));  // wraps to 0 without a slash
  return plain_path(folder + std::string(named));
}

/// `b/c` of `a/b/c`; nothing behind the last one.
std::string_view without_first(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

}  // namespace

bool is_read_of_folder(std::string_view name) {
  return name.ends_with(".conf") && !name.starts_with('.');
}

std::optional<std::string> find_named_file(std::string_view from, std::string_view named,
                                           const IsThere& is_there) {
  const std::optional<std::string> path = path_from_root(from, named);
  if (!path) return std::nullopt;
  for (std::string_view end = *path; !end.empty(); end = without_first(end)) {
    if (is_there(end)) return std::string(end);
    if (!named.starts_with('/')) break;
  }
  return std::nullopt;
}

std::optional<std::string> find_named_folder(std::string_view from, std::string_view named,
                                             const IsThere& is_there) {
  const std::optional<std::string> path = path_from_root(from, named);
  if (!path) return std::nullopt;
  for (std::string_view end = *path;; end = without_first(end)) {
    const std::string folder = end.empty() ? std::string() : std::string(end) + '/';
    if (is_there(folder)) return folder;
    if (end.empty() || !named.starts_with('/')) return std::nullopt;
  }
}

}  // namespace accessdrift
