#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/document.h"

namespace accessdrift::hba {

/// The files that others may name: all that are read as lines, by their paths.
class Files {
 public:
  /// REQUIRES: it outlives this.
  void add(const Document& lines);

  /// What a file means by a path, as `find_named_file` has it. Null: not read.
  [[nodiscard]] const Document* find(const Document& from, std::string_view named) const;
  /// Whether any file lies in a folder, and those of them that PostgreSQL reads of it
  /// (`is_read_of_folder`), by the bytes of their names.
  struct Folder {
    bool is_known = false;
    std::vector<const Document*> files;
  };
  [[nodiscard]] Folder find_folder(const Document& from, std::string_view named) const;
  /// These with all files that they name, and that those name.
  [[nodiscard]] std::set<const Document*> with_named(std::vector<const Document*> files) const;

 private:
  [[nodiscard]] Folder folder_at(const std::string& prefix) const;

  std::map<std::string, const Document*, std::less<>> by_path_;
};

}  // namespace accessdrift::hba
