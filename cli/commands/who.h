#pragma once

#include <optional>
#include <string>

#include "accessdrift/base/calendar.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/color_choice.h"
#include "cli/format_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift who ACTION RESOURCE [SIDE]`: who can reach this, and when.
struct WhoOptions {
  std::string action, resource;
  std::optional<std::string> side;
  bool expand = false;
  Format format = Format::Text;
  ColorChoice color = ColorChoice::Auto;
  Instant from = 0;                         ///< `--at`: what is asked is asked from here on
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

[[nodiscard]] ExitCode run(const WhoOptions& options, Streams& streams);

}  // namespace accessdrift::cli
