#pragma once

#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/load/given_sources.h"

namespace accessdrift::cli {

/// What `--source FORMAT=GLOB` tells. Errors: `usage`, with the format that is near.
[[nodiscard]] Result<std::vector<SourceWord>> source_words(const std::vector<std::string>& words);

}  // namespace accessdrift::cli
