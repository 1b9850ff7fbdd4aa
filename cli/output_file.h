#pragma once

#include <string>
#include <string_view>

#include "accessdrift/base/diagnostic.h"

namespace accessdrift::cli {

/// Writes a file whole or not at all: under another name beside it, then renamed, so that nobody
/// reads half of it and what was there stays where writing fails. Gives what is wrong,
/// `output-failed`, or nothing.
[[nodiscard]] Diagnostics write_output_file(const std::string& path, std::string_view text);

}  // namespace accessdrift::cli
