#include "accessdrift/load/source_choice.h"

#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {

SourceChoice::SourceChoice(std::shared_ptr<const Sources> sources, const Names& names)
    : sources_(std::move(sources)), names_(names) {
  if (sources_) used_.resize(sources_->selections.size());
}

SourceChoice::Chosen SourceChoice::choose(std::string_view path) {
  if (!sources_) return {};
  const SourceSelection* first = nullptr;
  for (const SourceSelection& selection : sources_->selections) {
    if (!selects(text(selection.glob.name), path)) continue;
    if (first == nullptr) {
      first = &selection;
    } else if (first->format.name != selection.format.name ||
               !are_alike(first->options.get(), selection.options.get())) {
      add_clash(path, *first, selection);
    }
  }
  if (first == nullptr) return {false, {}};
  return {true, text(first->format.name), first->options};
}

void SourceChoice::add_clash(std::string_view path, const SourceSelection& first,
                             const SourceSelection& other) {
  const bool are_formats = first.format.name != other.format.name;
  const auto said = [&](const SourceSelection& one) {
    return are_formats ? "here as " + std::string(text(one.format.name)) : std::string("here");
  };
  Diagnostic clash;
  clash.code = "two-formats";
  clash.message = "`" + shortened(path) + "` is chosen " +
                  (are_formats ? "as two formats" : "twice, with other options");
  clash.span = sources_->span(other.glob.place);
  clash.label = said(other);
  clash.notes.push_back({sources_->span(first.glob.place), said(first)});
  clashes_.push_back(std::move(clash));
}

void SourceChoice::use(std::string_view path) {
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (selects(text(sources_->selections[i].glob.name), path)) used_[i] = true;
  }
}

Diagnostics SourceChoice::problems() const {
  Diagnostics problems = clashes_;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (used_[i]) continue;
    const SourceSelection& selection = sources_->selections[i];
    const std::string_view format = text(selection.format.name);
    Diagnostic problem;
    problem.code = "unknown-selector";
    problem.message = (format == kNativeFormat ? std::string("no file with `accessdrift: 1`")
                                               : "no file for " + std::string(format)) +
                      " is selected by `" + shortened(text(selection.glob.name)) + "`";
    problem.span = sources_->span(selection.glob.place);
    problem.label = "so nothing would be read by it";
    problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace accessdrift
