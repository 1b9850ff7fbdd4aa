#include "accessdrift/format/hba/files.h"

#include <optional>

#include "accessdrift/format/hba/fields.h"
#include "accessdrift/format/named_files.h"

namespace accessdrift::hba {

void Files::add(const Document& lines) { by_path_.emplace(lines.text->path(), &lines); }

const Document* Files::find(const Document& from, std::string_view named) const {
  const std::optional<std::string> found = find_named_file(
      from.text->path(), named, [&](std::string_view path) { return by_path_.contains(path); });
  return found ? by_path_.at(*found) : nullptr;
}

Files::Folder Files::folder_at(const std::string& prefix) const {
  Folder folder{true, {}};
  for (auto at = by_path_.lower_bound(prefix); at != by_path_.end(); ++at) {
    const std::string_view file = at->first;
    if (!file.starts_with(prefix)) break;
    const std::string_view name = file.substr(prefix.size());
    const bool lies_below = name.find('/') != std::string_view::npos;
    if (!lies_below && is_read_of_folder(name)) folder.files.push_back(at->second);
  }
  return folder;
}

Files::Folder Files::find_folder(const Document& from, std::string_view named) const {
  const std::optional<std::string> found =
      find_named_folder(from.text->path(), named, [&](std::string_view folder) {
        const auto first = by_path_.lower_bound(folder);
        return first != by_path_.end() && first->first.starts_with(folder);
      });
  return found ? folder_at(*found) : Folder();
}

std::set<const Document*> Files::with_named(std::vector<const Document*> files) const {
  std::set<const Document*> all(files.begin(), files.end());
  while (!files.empty()) {
    const Document& from = *files.back();
    files.pop_back();
    for (const NamedFile& named : named_files(from)) {
      const std::vector<const Document*> found =
          named.is_folder ? find_folder(from, named.path).files
                          : std::vector<const Document*>{find(from, named.path)};
      for (const Document* const file : found)
        if (file != nullptr && all.insert(file).second) files.push_back(file);
    }
  }
  return all;
}

}  // namespace accessdrift::hba
