#pragma once

#include <memory>
#include <optional>
#include <string>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

/// A project file that is read in place of every side's own. Its globs select files of each side,
/// seen from that side's root; its guardrails judge, whatever the sides' own files say.
class GivenProject {
 public:
  GivenProject() = default;
  explicit GivenProject(std::optional<std::string> path) : path_(std::move(path)) {}

  [[nodiscard]] bool is_given() const { return path_.has_value(); }
  /// Reads it, the first time. What is wrong: those of `open_path`, and of the file itself.
  [[nodiscard]] Diagnostics read(Names& names);
  /// Null before it was read.
  [[nodiscard]] std::shared_ptr<const ProjectFile> file() const { return file_; }

 private:
  std::optional<std::string> path_;
  std::shared_ptr<const ProjectFile> file_;
  std::shared_ptr<const SourceText> text_;  ///< of what is wrong, too
};

}  // namespace accessdrift
