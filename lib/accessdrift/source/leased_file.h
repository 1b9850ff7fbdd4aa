#pragma once

#include <cstddef>
#include <optional>

#include "accessdrift/base/file_bytes.h"

namespace accessdrift {

/// The bytes of a large file where they are, in the memory that the kernel has of it: no copy is
/// made, and none has to be written into memory that is fresh.
///
/// The file is held by a lease (fcntl(2), F_SETLEASE): whoever opens it to write waits until its
/// bytes are copied, a moment, so that they stay as they are and never become fewer below a reader.
/// A file that is replaced by another of its name is not touched by this. Nothing where the file
/// cannot be leased (somebody has it open to write, it is another user's, its file system is no
/// local disk) or not read as a whole; it can be read plainly then, which also tells what is wrong.
/// `descriptor` may be closed afterwards. `size`: its size, not 0. Thread-safe.
[[nodiscard]] std::optional<FileBytes> lease_file(int descriptor, std::size_t size);

}  // namespace accessdrift
