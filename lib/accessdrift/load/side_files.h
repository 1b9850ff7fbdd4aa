#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accessdrift/load/file_reading.h"
#include "accessdrift/load/given_project.h"
#include "accessdrift/load/side.h"
#include "accessdrift/load/source_choice.h"

namespace accessdrift {

/// The files of one side that are read.
struct SideFiles {
  Files files;  ///< in order of their paths
  SourceChoice choice;
  std::shared_ptr<const Sources> sources = {};
  std::set<const ReadFile*> only_native = {};  ///< chosen as native files
  std::map<const ReadFile*, std::shared_ptr<const SourceOptions>> options = {};
  const ReadFile* plan = nullptr;  ///< that is laid over the others, at this moment
  Moment moment = Moment::After;
  std::size_t unchosen = 0;
  Diagnostics warnings = {};
  Diagnostics problems = {};  ///< of files that others name

  /// Whether it is there and says nothing.
  [[nodiscard]] bool passes_over(const ReadFile& file) const;
};

/// Lists the files of sides and reads those that are wanted. A file with equal bytes (by content
/// key, or byte for byte) at an equal path is read once.
class SideFileReader {
 public:
  /// REQUIRES: both outlive it.
  SideFileReader(const Names& names, const GivenProject& given) : names_(names), given_(given) {}

  /// They choose files in place of what project files say.
  void set_sources(std::shared_ptr<const Sources> sources) { given_sources_ = std::move(sources); }
  /// The files are settled when `reading` has finished.
  [[nodiscard]] Result<SideFiles> read(const Side& side, FileReading& reading);
  /// Adds files that those of other systems name, since their systems read them, too: with the
  /// options of who names them, whether or not `sources` chooses them. One that is there for
  /// another format stays with that. REQUIRES: `reading` has finished; all are settled afterwards.
  void add_named(const Side& side, SideFiles& found, FileReading& reading);

 private:
  /// The files that may be read.
  struct Listing {
    std::vector<TreeEntry> entries;
    std::shared_ptr<const Sources> sources;
    bool has_further = false;  ///< some are there only because a source chooses such names
  };
  [[nodiscard]] Result<Listing> list(const Tree& tree, FileReading& reading);
  /// A side while its files are read.
  struct SideReading {
    const Tree& tree;
    FileReading& reading;
    SideFiles found;
    Diagnostics problems = {};
    std::optional<Diagnostic> first_passed_over = {};
    std::size_t count_passed_over = 0;
  };
  /// Of a file in another one.
  struct Mention {
    std::string from;
    NamedFile file;
    const ReadFile* by;

    friend auto operator<=>(const Mention& a, const Mention& b) = default;
  };
  void add_mentioned(const Side& side, const std::set<Mention>& mentions, SideFiles& found,
                     FileReading& reading);
  void forget_passed_over(const std::string& path, SideFiles& found);
  [[nodiscard]] bool read_plan(const PlanFile& plan, SideReading& side);
  void read_chosen(const TreeEntry& entry, const SourceChoice::Chosen& chosen, SideReading& side);
  /// `chosen`: the format it is to be read as; none: what it holds.
  [[nodiscard]] Result<std::shared_ptr<ReadFile>> find_or_read(const Tree& tree,
                                                               const TreeEntry& entry,
                                                               std::string_view chosen,
                                                               FileReading& reading);
  [[nodiscard]] Result<std::shared_ptr<const ProjectFile>> read_project_file(
      const Tree& tree, const std::vector<TreeEntry>& entries, FileReading& reading);

  const Names& names_;
  const GivenProject& given_;
  std::shared_ptr<const Sources> given_sources_;
  std::unordered_map<std::string, Files> files_;  ///< by path, every version that was read
};

}  // namespace accessdrift
