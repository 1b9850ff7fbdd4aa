#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/read_source.h"
#include "accessdrift/load/rounds.h"
#include "accessdrift/load/side_files.h"
#include "accessdrift/load/translated_files.h"
#include "accessdrift/load/version_told.h"

namespace accessdrift {

/// What the files of other systems on one side declare.
struct SourcesOfSide {
  std::vector<DeclarationsPointer> declarations = {};
  std::map<std::string_view, std::vector<std::string>> files_by_format = {};  ///< their paths
  std::map<std::string_view, std::string> versions = {};  ///< for which they were read: `1.24`
  Diagnostics problems = {};
  /// Else mentions in other files cannot be judged.
  bool are_known = true;
};

/// Reads the files of each format of other systems together. Remembers some, so that equal files
/// are read once.
class SourceReader {
 public:
  /// REQUIRES: `names` outlives it.
  explicit SourceReader(Names& names) : names_(names) {}

  /// `versions`: those that are given.
  [[nodiscard]] SourcesOfSide read(const SideFiles& side, const GivenVersions& versions);
  /// Of a resource that is asked about.
  void tell_apart(std::string_view resource);
  /// What sides told each other, of all that were read: names and the rest; which formats they
  /// have, and which versions of a system there are among them. While that grows what was read is
  /// not settled (`Rounds`).
  [[nodiscard]] ToldByFormat told_so_far() const;

 private:
  /// By place in a list of files; null: none.
  using OptionsOfFiles = std::vector<std::shared_ptr<const SourceOptions>>;
  struct Known {
    Files files;  ///< of one format
    OptionsOfFiles options;
    SourceVersion version;
    std::set<std::string> versions;
    Beside beside;
    std::shared_ptr<const ReadSource> read;
  };
  using ByFormat = std::map<const Format*, Files>;
  /// Which formats a side has, and the passages that lead to one.
  struct Ways {
    std::set<const Format*> formats;
    std::map<std::string_view, std::vector<Passage>> to;
  };

  /// With what some of them say of other systems.
  [[nodiscard]] ByFormat by_format(const SideFiles& side, SourcesOfSide& made);
  /// Files of one format, whose passages are added to `ways`.
  void read_format(const Files& files, OptionsOfFiles options, const GivenVersions& versions,
                   Ways& ways, SourcesOfSide& made);
  void note_listed(const Declarations& file);
  void note_passages(const Format& format, const ReadSource& read, Ways& ways);
  [[nodiscard]] std::shared_ptr<const ReadSource> read_together(const Files& files,
                                                                OptionsOfFiles options,
                                                                const SourceVersion& version,
                                                                Beside beside);
  /// What the other formats of a side are to the files of one.
  [[nodiscard]] Beside beside(const Format& format, const OptionsOfFiles& options,
                              const Ways& ways) const;
  void add_built_in_of_others(const ByFormat& own, SourcesOfSide& made) const;
  /// What a format has built in, read once.
  [[nodiscard]] DeclarationsPointer built_in_of(const Format& format);

  Names& names_;
  std::vector<Known> recent_;
  TranslatedFiles translated_;
  std::map<const Format*, DeclarationsPointer>
      built_in_;  ///< of formats of any side; null: nothing
  std::map<const Format*, std::set<std::string>> told_apart_;
  std::map<const Format*, BetweenSides> between_;
  std::map<const Format*, std::vector<Passage>> passages_;   ///< of all sides, by what leads
  std::map<const Format*, std::set<std::string>> versions_;  ///< none is empty
  std::set<const Format*> formats_;                          ///< of all sides
  bool have_native_lists_ = false;  ///< some native file lists people, or opens the directory
  bool heeds_lists_ = false;        ///< some side has a format that does
  std::vector<bool> listed_;        ///< by id, on any side, where that is so
  std::size_t listed_count_ = 0;
};

}  // namespace accessdrift
