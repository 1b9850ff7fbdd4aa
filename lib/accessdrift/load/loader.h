#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/base/result.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/rounds.h"
#include "accessdrift/load/side.h"
#include "accessdrift/load/version_told.h"
#include "accessdrift/model/expected.h"
#include "accessdrift/model/guardrail.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// A side, read, linked and checked.
struct LoadedSide {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<std::string> read;  ///< paths of the files that declare something, sorted
  std::shared_ptr<const ProjectFile> project = {};       ///< null: the side has none
  std::shared_ptr<const Sources> sources = {};           ///< null: all is read, by what it holds
  std::shared_ptr<const ExpectedChanges> expected = {};  ///< null: the side has none
  std::size_t ignored = 0;  ///< files with a wanted extension that are of no format, or not chosen
  /// Paths of the files that were read, by the name of their format.
  std::map<std::string_view, std::vector<std::string>> files_by_format = {};
  /// For which versions they were read, of systems whose versions differ: `1.24`.
  std::map<std::string_view, std::string> versions = {};
  Diagnostics warnings;
};

/// Reads sides. One table of names and one cache of files serve all that one loader reads: a file
/// with equal bytes (by content key, or byte for byte) at an equal path is parsed once. One thread
/// at a time; it uses two threads to parse.
class Loader {
 public:
  /// `project_file`, a path, is read in place of every side's own; `sources`, if there are any,
  /// choose files in place of what a project file says, and so do `versions` tell versions.
  explicit Loader(std::optional<std::string> project_file = {},
                  const std::vector<SourceWord>& sources = {},
                  const std::vector<VersionWord>& versions = {});
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  /// What is wrong with the given project file. Sides are not read then, so only those ask who go
  /// on where a side cannot be read.
  [[nodiscard]] Diagnostics read_given_project();
  /// A question that is to come is about a resource: one that exists without being told
  /// (`SourceReading::told_apart`) is then there, as those are that files name.
  void tell_apart(std::string_view resource);
  /// Everything that is wrong in the side's files at once, sorted by place.
  [[nodiscard]] Result<LoadedSide> load(const Side& side) { return load(side, true); }
  /// A side that may be without any policy: one of before.
  [[nodiscard]] Result<LoadedSide> load_before(const Side& side) { return load(side, false); }
  /// Both sides; what is wrong on either is told together.
  struct Pair {
    LoadedSide before, after;
    /// Whose guardrails judge: the before side's, or, where that side has none, the after side's;
    /// null: there are none.
    std::shared_ptr<const ProjectFile> gate = {};
    /// The after side with `always` of the gate among its tests. Null: it says nothing.
    std::shared_ptr<const Snapshot> with_invariants = {};
  };
  [[nodiscard]] Result<Pair> load(const Sides& sides);

  /// What the sides that were read told each other: one that was read when it was less is to be
  /// read again where it is compared with another (`Rounds`). Both of a pair know all of it.
  [[nodiscard]] ToldByFormat told_so_far() const;

 private:
  [[nodiscard]] Result<LoadedSide> load(const Side& side, bool needs_policies);
  [[nodiscard]] Result<Pair> with_gate(Pair pair);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
