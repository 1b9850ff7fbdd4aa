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

/// `accessdrift since WHO ACTION RESOURCE [REV]`: since which commit a question is answered as it
/// is, and how it was answered before.
struct SinceOptions {
  std::string who, action, resource;
  std::optional<std::string> revision;
  RequestOptions request;
  Format format = Format::Text;
  Instant from = 0;  ///< `--at`: what is asked is asked from here on, of every commit
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

/// 0 whatever the answer is, 2 where there is none.
[[nodiscard]] ExitCode run(const SinceOptions& options, Streams& streams);

}  // namespace accessdrift::cli
