#include "accessdrift/format/hba/files.h"

#include <algorithm>
#include <optional>

namespace accessdrift::hba {
namespace {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

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

std::optional<std::string> path_from_root(const Document& from, std::string_view named) {
  if (named.starts_with('/')) return plain_path(named);
  std::string path(folder_of(from.text->path()));
  if (!path.empty()) path += '/';
  return plain_path(path += named);
}

/// `b/c` of `a/b/c`; nothing behind the last one.
std::string_view without_first(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

}  // namespace

void Files::add(const Document& lines) { by_path_.emplace(lines.text->path(), &lines); }

const Document* Files::find(const Document& from, std::string_view named) const {
  const std::optional<std::string> path = path_from_root(from, named);
  if (!path) return nullptr;
  for (std::string_view end = *path; !end.empty(); end = without_first(end)) {
    const auto found = by_path_.find(end);
    if (found != by_path_.end()) return found->second;
    if (!named.starts_with('/')) return nullptr;
  }
  return nullptr;
}

Files::Folder Files::folder_at(const std::string& prefix) const {
  Folder folder;
  for (auto at = by_path_.lower_bound(prefix); at != by_path_.end(); ++at) {
    const std::string_view file = at->first;
    if (!file.starts_with(prefix)) break;
    const std::string_view name = file.substr(prefix.size());
    folder.is_known = true;
    const bool is_read = name.ends_with(".conf") && !name.starts_with('.') &&
                         name.find('/') == std::string_view::npos;
    if (is_read) folder.files.push_back(at->second);
  }
  return folder;
}

Files::Folder Files::find_folder(const Document& from, std::string_view named) const {
  const std::optional<std::string> path = path_from_root(from, named);
  if (!path) return {};
  for (std::string_view end = *path;; end = without_first(end)) {
    Folder folder = folder_at(end.empty() ? std::string() : std::string(end) + '/');
    if (folder.is_known || end.empty() || !named.starts_with('/')) return folder;
  }
}

}  // namespace accessdrift::hba
