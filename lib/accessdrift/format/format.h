#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/document/document.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/between_sides.h"
#include "accessdrift/format/named_files.h"
#include "accessdrift/format/passage.h"
#include "accessdrift/model/declarations.h"
#include "accessdrift/model/sources.h"

namespace accessdrift {

/// Which of the two states that a plan of changes holds.
enum class Moment : std::uint8_t { Before, After };

/// For which version of its system the files of a side are read.
struct SourceVersion {
  std::string version;  ///< `1.22`; empty: it is not told
  bool is_assumed = false;
  std::shared_ptr<const SourceText> text = {};  ///< that tells it
  Place place = {};

  /// Texts with equal bytes are one.
  friend bool operator==(const SourceVersion& a, const SourceVersion& b) {
    const bool are_told = a.text != nullptr && b.text != nullptr;
    const bool is_one_text = a.text == b.text || (are_told && a.text->path() == b.text->path() &&
                                                  a.text->bytes() == b.text->bytes());
    return a.version == b.version && a.is_assumed == b.is_assumed && a.place == b.place &&
           is_one_text;
  }
};

/// The files of one format on one side, while they are read together: what one says may need
/// another to be understood.
struct SourceReading {
  /// A file, and what it declares.
  struct File {
    File(const Document& read, const SourceOptions* told) : document(read), options(told) {}
    const Document& document;
    const SourceOptions* options;  ///< as `Format::options` has them; null: none
    /// Translated from a file of another format, and what is asked of it.
    bool is_translated = false;
    Moment moment = Moment::After;
    Declarations declarations;
  };

  Names& names;
  std::vector<File> files;  ///< in order of their paths
  SourceVersion version = {};
  /// By which versions the files of any side are read, of a system whose versions differ.
  std::set<std::string> versions = {};
  /// Errors; and warnings, of what is read as if it were not there.
  Diagnostics problems = {};
  /// Names of what exists without being told, and is told apart once it is named: databases. At
  /// first those that other sides name, in the end also those of this one; all have to be declared,
  /// since what is named on one side only is there on the other one, too.
  std::set<std::string> told_apart = {};
  /// What sides tell each other besides.
  BetweenSides between = {};
  Beside beside = {};
  /// Of a system that leads to another one (`Format::leads_to`): how.
  std::vector<Passage> passages = {};
};

/// What a file of one format says, in the spelling of another.
struct Translation {
  std::string_view format;  ///< its name
  Document document;        ///< with places in the file that was translated
};
struct Translated {
  std::vector<Translation> all;
  /// In which all places are, those of problems, too: that of the file, or one that hides some of
  /// it.
  std::shared_ptr<const SourceText> text;
};

/// A setting of how files of a format are read, told in `sources`: a mapping of texts, or one text.
struct FormatOption {
  std::string_view name;                          ///< `map`
  std::string_view what;                          ///< what it does, for `accessdrift formats`
  std::span<const std::string_view> keys = {};    ///< that it may have; empty: any
  std::span<const std::string_view> values = {};  ///< likewise
  bool is_text = false;  ///< `version: 15`; its only entry has its own name for a key
};

/// The versions of a system that read the same files otherwise.
struct FormatVersions {
  std::string_view oldest;                         ///< none before it is read
  std::span<const std::string_view> changes = {};  ///< the first ones of another reading, ascending
  std::string_view newest = {};                    ///< that was looked into
  std::string_view assumed = {};                   ///< where none is told; empty: it is unknown
  std::string_view what = {};                      ///< of a version, for a message
};

/// A format of another system's configuration or directory: one folder each, whose reader turns
/// files into declarations.
///
/// What a file means is decided by the system that reads it. What cannot be read exactly becomes a
/// named unknown or an error at its place, and is never dropped.
struct Format {
  std::string_view name;  ///< in `sources`: `scim`
  std::string_view what;  ///< what such files are, for `accessdrift formats`
  std::string_view says;  ///< what is read of them, likewise
  /// Names of such files end so, with the dot; a whole name needs no marks.
  std::span<const std::string_view> extensions;
  /// Bytes of which each such file holds some; a cheap look that spares parsing others.
  std::span<const std::string_view> marks;
  /// Whether a parsed file is certainly one of this format.
  bool (*recognizes)(NodeView root);
  /// Reads all files of one side. Deterministic; cost linear in the files. Of a format whose files
  /// are translated: tells of what nothing is translated.
  void (*read)(SourceReading& reading);
  /// A native file of what such a configuration has without a file that says it: types of
  /// resources, request attributes. Read beside the files wherever there is one of them; empty:
  /// nothing.
  std::string_view built_in = {};
  std::span<const FormatOption> options = {};
  /// The id of whoever it lets in without any directory listing them, but for whom its files name:
  /// all other accounts of the world. Empty: it lets in whom a directory lists.
  std::string_view outsiders = {};
  /// When a change of what such files say is felt by who asks for the resources that they declare:
  /// `at the next login`. Empty: at once.
  std::string_view takes_effect = {};
  /// How a file that `sources` chooses becomes a tree.
  Result<Document> (*parse)(std::shared_ptr<const SourceText> text) = read_document;
  /// Of a system whose versions differ; then `options` has `kVersionOption`.
  FormatVersions versions = {};
  /// Files of a format that speaks of other systems are read by the readers of their formats,
  /// beside files of these: what a file says, by format. Problems are its errors and warnings.
  Translated (*translate)(const Document& file, Moment moment, Diagnostics& problems) = nullptr;
  /// How ids of resources begin that `told_apart` names: `postgresql/`; empty: otherwise.
  std::string_view tells_apart = {};
  /// The format of the servers to which its passages lead; empty: it has none. It has
  /// `kBackendOption` then.
  std::string_view leads_to = {};
  /// What other files such a file names, which its system reads with it, whatever they are called:
  /// they are of this format, too. Null: none. Cost: linear.
  std::vector<NamedFile> (*names_files)(const Document& file) = nullptr;
  /// Who cannot sign in by its files may be let in all the same by those of another system that
  /// lists him, and is told so (`Beside::listed`).
  bool heeds_lists = false;
};

inline constexpr std::string_view kVersionOption = "version";
/// How entries of a pool lead to the server whose files stand beside it.
inline constexpr std::string_view kBackendOption = "backend";

}  // namespace accessdrift
