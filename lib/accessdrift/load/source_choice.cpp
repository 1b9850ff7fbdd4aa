#include "accessdrift/load/source_choice.h"

#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {

SourceChoice::SourceChoice(const ProjectFile* project, const Names& names)
    : project_(project != nullptr && project->sources ? project : nullptr), names_(names) {
  if (project_ != nullptr) used_.resize(project_->sources->size());
}

SourceChoice::Chosen SourceChoice::choose(std::string_view path) {
  if (project_ == nullptr) return {};
  const SourceSelection* first = nullptr;
  for (const SourceSelection& selection : *project_->sources) {
    if (!selects(text(selection.glob.name), path)) continue;
    if (first == nullptr) {
      first = &selection;
    } else if (first->format.name != selection.format.name) {
      Diagnostic clash;
      clash.code = "two-formats";
      clash.message = "`" + shortened(path) + "` is chosen as two formats";
      clash.span = project_->span(selection.glob.place);
      clash.label = "here as " + std::string(text(selection.format.name));
      clash.notes.push_back(
          {project_->span(first->glob.place), "here as " + std::string(text(first->format.name))});
      clashes_.push_back(std::move(clash));
    }
  }
  if (first == nullptr) return {false, {}};
  return {true, text(first->format.name)};
}

void SourceChoice::use(std::string_view path) {
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (selects(text((*project_->sources)[i].glob.name), path)) used_[i] = true;
  }
}

Diagnostics SourceChoice::problems() const {
  Diagnostics problems = clashes_;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (used_[i]) continue;
    const SourceSelection& selection = (*project_->sources)[i];
    const std::string_view format = text(selection.format.name);
    Diagnostic problem;
    problem.code = "unknown-selector";
    problem.message = (format == kNativeFormat ? std::string("no file with `accessdrift: 1`")
                                               : "no file for " + std::string(format)) +
                      " is selected by `" + shortened(text(selection.glob.name)) + "`";
    problem.span = project_->span(selection.glob.place);
    problem.label = "so nothing would be read by it";
    problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace accessdrift
