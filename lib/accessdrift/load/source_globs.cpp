#include "accessdrift/load/source_globs.h"

#include "accessdrift/base/text.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {

SourceGlobs::SourceGlobs(const ProjectFile* project, const Names& names)
    : project_(project != nullptr && project->native_sources ? project : nullptr), names_(names) {
  if (project_ != nullptr) used_.resize(project_->native_sources->size());
}

bool SourceGlobs::select(std::string_view path) {
  if (project_ == nullptr) return true;
  bool is_selected = false;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (selects(glob(i), path)) is_selected = used_[i] = true;
  }
  return is_selected;
}

Diagnostics SourceGlobs::problems() const {
  Diagnostics problems;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (used_[i]) continue;
    Diagnostic problem;
    problem.code = "unknown-selector";
    problem.message = "no file with `accessdrift: 1` is selected by `" + shortened(glob(i)) + "`";
    problem.span = project_->span((*project_->native_sources)[i].place);
    problem.label = "so nothing would be read by it";
    problems.push_back(std::move(problem));
  }
  return problems;
}

std::string_view SourceGlobs::glob(std::size_t i) const {
  return names_.text((*project_->native_sources)[i].name);
}

}  // namespace accessdrift
