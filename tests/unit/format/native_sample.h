#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/document/read.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/format/native/validate.h"
#include "accessdrift/model/snapshot.h"
#include "tests/unit/base/sample_zones.h"

namespace accessdrift::sample {

/// `LINE:COLUMN CODE` of each problem, with the path in front if there is more than one file.
inline std::vector<std::string> places(const Diagnostics& diagnostics, bool with_paths = false) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    const LineColumn start = diagnostic.span.start();
    std::string line = with_paths ? std::string(diagnostic.span.path()) + ":" : std::string();
    line += std::to_string(start.line) + ":" + std::to_string(start.column) + " " + diagnostic.code;
    lines.push_back(diagnostic.span.is_known() ? line : diagnostic.code);
  }
  return lines;
}

/// Files read and kept alive.
struct Reading {
  std::shared_ptr<Names> names = std::make_shared<Names>();
  std::vector<DeclarationsPointer> files;
  Diagnostics problems;
  bool is_partial = false;

  explicit Reading(const std::map<std::string, std::string>& texts) {
    for (const auto& [path, text] : texts) add(path, text);
    sort_diagnostics(problems);
  }
  explicit Reading(const std::string& yaml)
      : Reading(std::map<std::string, std::string>{{"a.yaml", yaml}}) {}

  [[nodiscard]] Snapshot linked(std::shared_ptr<const TimeZones> zones = sample_zones()) const {
    return link(files, names, std::move(zones));
  }

 private:
  void add(const std::string& path, const std::string& text) {
    const auto document = read_document(std::make_shared<const SourceText>(path, text));
    if (!document) {
      problems.insert(problems.end(), document.error().begin(), document.error().end());
      return;
    }
    std::optional<NativeFile> native = read_native(*document, *names);
    if (!native) return;
    problems.insert(problems.end(), native->diagnostics.begin(), native->diagnostics.end());
    is_partial = is_partial || native->is_partial;
    files.push_back(std::make_shared<const Declarations>(std::move(native->declarations)));
  }
};

inline std::vector<std::string> validation_places(const std::map<std::string, std::string>& texts) {
  const Reading reading(texts);
  if (!reading.problems.empty()) return {"unreadable: " + reading.problems.front().message};
  return places(validate_native(reading.linked()), texts.size() > 1);
}

}  // namespace accessdrift::sample
