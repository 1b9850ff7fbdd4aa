#pragma once

#include <optional>
#include <string>

#include "accessdrift/base/calendar.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/color_choice.h"
#include "cli/format_choice.h"
#include "cli/request_options.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift explain WHO ACTION RESOURCE [SIDE]`: why this is decided so.
struct ExplainOptions {
  std::string who, action, resource;
  std::optional<std::string> side;
  RequestOptions request;
  bool all = false;                       ///< the whole table of policies and criteria
  bool commits = true;                    ///< looks for the commit since which it is so
  bool fixes = true;                      ///< looks for the smallest edits that turn the answer
  std::optional<std::string> patch = {};  ///< only the edits of the fix of this letter, as a diff
  Format format = Format::Text;
  ColorChoice color = ColorChoice::Auto;
  Instant from = 0;                         ///< `--at`: what is asked is asked from here on
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

/// 0 allowed, 1 denied, 3 only when; of a patch 0.
[[nodiscard]] ExitCode run(const ExplainOptions& options, Streams& streams);

}  // namespace accessdrift::cli
