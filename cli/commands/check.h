#pragma once

#include <optional>
#include <string>

#include "accessdrift/base/calendar.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/format_choice.h"
#include "cli/request_options.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift check WHO ACTION RESOURCE [SIDE]`: is this allowed; or a batch of requests, one a
/// line.
struct CheckOptions {
  std::string who, action, resource;
  std::optional<std::string> side;
  std::optional<std::string> batch;  ///< a file, or `-`
  RequestOptions request;
  Format format = Format::Text;
  Instant from = 0;                         ///< `--at`: what is asked is asked from here on
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

/// 0 allowed, 1 denied, 3 only when. A batch: 0 if every line is allowed, 1 if one is denied, 2 if
/// one is broken.
[[nodiscard]] ExitCode run(const CheckOptions& options, Streams& streams);

}  // namespace accessdrift::cli
