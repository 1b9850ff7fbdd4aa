#pragma once

#include <optional>
#include <string>

#include "accessdrift/base/calendar.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/color_choice.h"
#include "cli/exit_choice.h"
#include "cli/exit_code.h"
#include "cli/format_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `test [SIDE]`: the tests that stand in the configuration.
struct TestOptions {
  std::optional<std::string> side;
  Format format = Format::Text;
  ColorChoice color = ColorChoice::Auto;
  Instant from = 0;
  ExitChoice exits;
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

[[nodiscard]] ExitCode run(const TestOptions& options, Streams& streams);

}  // namespace accessdrift::cli
