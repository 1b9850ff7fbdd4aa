#pragma once

#include <string>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"

namespace accessdrift::cli {

/// What `--source FORMAT=GLOB` tells. Errors: `usage`, with the format that is near.
[[nodiscard]] Result<std::vector<SourceWord>> source_words(const std::vector<std::string>& words);

/// What `--as FORMAT=VERSION`, or of a comparison `FORMAT=BEFORE..AFTER`, tells. Errors: likewise.
[[nodiscard]] Result<std::vector<VersionWord>> version_words(const std::vector<std::string>& words,
                                                             bool of_two_sides);

}  // namespace accessdrift::cli
