#pragma once

#include <string>

#include "cli/color_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift init [FOLDER]`: a project file to begin with, and a small example where nothing is
/// declared yet. What is there is never written over.
struct InitOptions {
  std::string folder = ".";
  ColorChoice color = ColorChoice::Auto;
};

/// 0, or 2 where the folder cannot be read or written.
[[nodiscard]] ExitCode run(const InitOptions& options, Streams& streams);

}  // namespace accessdrift::cli
