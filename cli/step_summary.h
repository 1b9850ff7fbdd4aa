#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "accessdrift/base/diagnostic.h"

namespace accessdrift::cli {

/// Appends Markdown to the summary of a step of GitHub Actions: the file that GITHUB_STEP_SUMMARY
/// names; nothing if it is not set. `write` is told how many bytes there is room for, together with
/// what stands there already: a summary near its limit of 1 MiB is dropped without a word. Error:
/// `output-failed`.
[[nodiscard]] std::optional<Diagnostic> append_to_step_summary(
    const std::function<std::string(std::size_t budget)>& write);

}  // namespace accessdrift::cli
