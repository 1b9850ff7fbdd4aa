#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "accessdrift/base/calendar.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/color_choice.h"
#include "cli/filter_words.h"
#include "cli/format_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift log [WHO] [ACTION] [RESOURCE] [RANGE]`: the commits of a range that change access.
struct LogOptions {
  std::optional<std::string>
      range;  ///< `A..B`, or one revision: all of its history; left out: HEAD
  FilterWords filter;
  Format format = Format::Text;
  bool oneline = false;
  bool stat = false;
  bool expand = false;
  bool all_parents = false;
  std::size_t limit = 20;  ///< findings of one commit
  ColorChoice color = ColorChoice::Auto;
  std::optional<Instant> from;              ///< `--at`; left out, of each commit when it was made
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

[[nodiscard]] ExitCode run(const LogOptions& options, Streams& streams);

}  // namespace accessdrift::cli
