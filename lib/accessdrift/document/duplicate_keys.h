#pragma once

#include <cstdint>
#include <span>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/document/document.h"

namespace accessdrift {

/// Adds a `duplicate-key` for each key whose decoded text an earlier one of the same mapping has.
/// `keys` are nodes, in the order of the file.
///
/// Cost: quadratic up to 16 keys; linear if the keys ascend; else a sort by hash, at worst n log n
/// comparisons.
void find_duplicate_keys(const Document& document, std::span<const std::uint32_t> keys,
                         Diagnostics& problems);

}  // namespace accessdrift
