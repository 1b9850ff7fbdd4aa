#pragma once

#include <set>
#include <string>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/document/document.h"
#include "accessdrift/format/format.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// What the files of one format on one side declare.
struct ReadSource {
  std::vector<DeclarationsPointer> declarations;  ///< by file
  DeclarationsPointer version = {};               ///< conditions that it decides; may be null
  Diagnostics problems;                           ///< errors and warnings, sorted by place
  std::set<std::string> told_apart = {};          ///< as `SourceReading` has them in the end
  BetweenSides between = {};                      ///< likewise
  std::vector<Passage> passages = {};             ///< likewise
};

/// A file of a format, and the options that are told for it, if any.
struct SourceFile {
  const Document* document = nullptr;
  const SourceOptions* options = nullptr;
  bool is_translated = false;  ///< from another format's
  Moment moment = Moment::After;
};

/// What is known of a system and its neighbours when its files are read, each as `SourceReading`
/// has it.
struct ReadWith {
  SourceVersion version = {};
  std::set<std::string> versions = {};
  std::set<std::string> told_apart = {};
  BetweenSides between = {};
  Beside beside = {};
};

/// Reads all files of one format together. `files` in order of their paths. Ids that mean
/// something by themselves (DESIGN §3, identities) are other ones here, with a warning.
[[nodiscard]] ReadSource read_source(const Format& format, const std::vector<SourceFile>& files,
                                     Names& names, ReadWith with = {});

/// What the format has built in, at places in a file that is named by it; null if nothing.
[[nodiscard]] DeclarationsPointer read_built_in(const Format& format, Names& names);

}  // namespace accessdrift
