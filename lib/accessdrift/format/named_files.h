#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace accessdrift {

/// A file that another one names, as it names it: `conf.d/more.conf`.
struct NamedFile {
  std::string path;
  /// All files of a folder that `is_read_of_folder`.
  bool is_folder = false;
  std::string or_else = {};  ///< another path that it means where this one is not there; or none

  friend auto operator<=>(const NamedFile& a, const NamedFile& b) = default;
};

/// What a folder that is named is read for: `*.conf` without a dot in front.
[[nodiscard]] bool is_read_of_folder(std::string_view name);

/// What is there, by its path from the root of a side; a folder ends in `/`, the root is empty.
using IsThere = std::function<bool(std::string_view path)>;
/// The path from the root that a file (`from`) means by a path: relative to its own folder; an
/// absolute one is the file whose path from the root it ends with, the longest of several. Nothing:
/// it is not there.
[[nodiscard]] std::optional<std::string> find_named_file(std::string_view from,
                                                         std::string_view named,
                                                         const IsThere& is_there);
/// Likewise of a folder.
[[nodiscard]] std::optional<std::string> find_named_folder(std::string_view from,
                                                           std::string_view named,
                                                           const IsThere& is_there);

}  // namespace accessdrift
