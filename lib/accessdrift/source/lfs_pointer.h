#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// Whether these are the bytes that Git LFS stores in place of a file
/// (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md): they say nothing about the file.
[[nodiscard]] inline bool is_lfs_pointer(std::string_view bytes) {
  return bytes.starts_with("version https://git-lfs");
}

}  // namespace accessdrift
