#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/base/result.h"
#include "accessdrift/document/document.h"
#include "accessdrift/format/format.h"
#include "accessdrift/model/declarations.h"
#include "accessdrift/model/expected.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

/// One version of one file, and what came of reading it.
struct ReadFile {
  enum class State : std::uint8_t { Pending, Declares, IsOfSource, Steers, Ignored, Broken };

  State state = State::Pending;
  std::string_view
      chosen;  ///< the name of the other format that it was chosen for; none: what it holds
  std::string content_key;                 ///< empty if only the bytes tell
  std::shared_ptr<const SourceText> text;  ///< dropped when the file turns out to be none of ours
  DeclarationsPointer declarations;  ///< of one that declares something, as far as it could be read
  // Of one of another format than the native one, which is read together with others of it.
  const Format* format = nullptr;
  std::shared_ptr<const Document> document;
  bool is_translated = false;  ///< made from a file of another format, at this moment
  Moment moment = Moment::After;
  // Of one that steers the program one of these.
  std::shared_ptr<const ProjectFile> project;
  std::shared_ptr<const ExpectedChanges> expected;
  Diagnostics diagnostics;
  bool is_partial =
      false;  ///< what it declares is not all known, so mentions in other files cannot be judged
};

using Files = std::vector<std::shared_ptr<ReadFile>>;

inline constexpr std::string_view kProjectFileName = "accessdrift.yaml";
/// The file at the root of a side that says what is read of it.
[[nodiscard]] bool is_project_file(std::string_view path);
/// Whether it is that one or another at the root that steers the program.
[[nodiscard]] bool steers(std::string_view path);
/// Whether it is the project file of its side, however broken.
[[nodiscard]] bool is_project_file(const ReadFile& file);

/// Whether it has to be parsed to know what it is; any other one is settled.
[[nodiscard]] bool needs_parsing(ReadFile& file);
/// Its tree, without what its format never reads. Thread-safe.
[[nodiscard]] Result<Document> parse(const ReadFile& file);
/// Tells what a file is that was parsed, and what it says.
void settle(ReadFile& file, Result<Document> parsed, Names& names);

}  // namespace accessdrift
