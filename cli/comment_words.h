#pragma once

#include <optional>

#include "cli/words.h"

namespace accessdrift::cli {

/// `--budget` and `--comment-key`, into `options`, whose format is known; what is wrong with them.
[[nodiscard]] std::optional<Diagnostic> read_comment_words(const Words& words,
                                                           DiffOptions& options);

}  // namespace accessdrift::cli
