#pragma once

#include <optional>
#include <string>

#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/color_choice.h"
#include "cli/format_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift validate [SIDE]`: reads, links and type-checks, and tells everything that is wrong
/// at once.
struct ValidateOptions {
  std::optional<std::string> side;
  Format format = Format::Text;
  ColorChoice color = ColorChoice::Auto;
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

/// 0 valid, 2 not.
[[nodiscard]] ExitCode run(const ValidateOptions& options, Streams& streams);

}  // namespace accessdrift::cli
