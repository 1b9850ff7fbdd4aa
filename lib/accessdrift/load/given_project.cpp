#include "accessdrift/load/given_project.h"

#include "accessdrift/document/read.h"
#include "accessdrift/format/project/read_project.h"
#include "accessdrift/source/directory_tree.h"

namespace accessdrift {
namespace {

/// The bytes of the one file at a path.
Result<FileBytes> bytes_of(const std::string& path) {
  const Result<std::unique_ptr<Tree>> tree = open_path(path);
  if (!tree) return failure(tree.error());
  const Result<std::vector<TreeEntry>> entries = (*tree)->list({".yaml", ".yml", ".json"});
  if (!entries) return failure(entries.error());
  const bool is_file = entries->size() == 1 && path.ends_with(entries->front().path);
  if (is_file) return (*tree)->read(entries->front());
  return failure(error_without_place("unreadable-file", "`" + path + "` is a folder",
                                     "expected a project file, as accessdrift init writes it"));
}

}  // namespace

Diagnostics GivenProject::read(Names& names) {
  if (!path_ || file_) return {};
  Result<FileBytes> bytes = bytes_of(*path_);
  if (!bytes) return std::move(bytes.error());
  text_ = std::make_shared<const SourceText>(*path_, std::move(*bytes));
  const Result<Document> document = read_document(text_);
  if (!document) return document.error();
  ReadProject project = read_project(*document, names);
  if (!project.diagnostics.empty()) return std::move(project.diagnostics);
  file_ = std::make_shared<const ProjectFile>(std::move(project.file));
  return {};
}

}  // namespace accessdrift
