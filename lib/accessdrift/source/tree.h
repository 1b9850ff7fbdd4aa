#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/file_bytes.h"
#include "accessdrift/base/result.h"

namespace accessdrift {

/// A larger file is refused with the error `too-large`, never cut; spans count bytes in 32 bits.
inline constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30U;

/// A file of a tree that may be read. `content_key` is equal for equal bytes and empty if only
/// reading tells (a file on disk).
struct TreeEntry {
  std::string path;  ///< relative to the tree, `/` between segments
  std::string content_key;
};

/// Where bytes come from: a directory, one file, a revision, or memory. The only seam to the
/// outside.
class Tree {
 public:
  Tree() = default;
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  virtual ~Tree() = default;

  /// Regular files whose name ends in one of `extensions` (with the dot), sorted by path as bytes.
  /// What hides such a file (a symbolic link that leaves the tree, a missing object) is an error
  /// that says what to do; all of them are told at once. One thread at a time.
  [[nodiscard]] virtual Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const = 0;

  /// The bytes of a listed file. Thread-safe for trees on disk and in memory; for a revision only
  /// with one thread at a time.
  [[nodiscard]] virtual Result<FileBytes> read(const TreeEntry& entry) const = 0;

  /// What the last `list` passed over and a reader should know, sorted: submodules, nested
  /// repositories, linked folders.
  [[nodiscard]] virtual Diagnostics warnings() const { return {}; }
};

/// Whether a file of this name is wanted (case matters, as in a glob).
[[nodiscard]] bool has_extension(std::string_view name, const std::vector<std::string>& extensions);

/// For a side that is one file: the error `unknown-file-type` if its name has none of the wanted
/// extensions; a file that the user named must not drop out in silence.
[[nodiscard]] Diagnostic unknown_file_type(const std::string& shown,
                                           const std::vector<std::string>& extensions);

/// The error `too-large`.
[[nodiscard]] Diagnostic too_large(const std::string& shown, std::uint64_t size);

}  // namespace accessdrift
