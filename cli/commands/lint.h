#pragma once

#include <optional>
#include <string>

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/diagnostic.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/color_choice.h"
#include "cli/exit_choice.h"
#include "cli/exit_code.h"
#include "cli/format_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `lint [SIDE]`
struct LintCommand {
  std::optional<std::string> side;
  /// A file that `lint --format json` wrote, or a side: what it has is not told.
  std::optional<std::string> baseline;
  std::int64_t soon_seconds = 0;
  std::optional<Severity> fail_on = Severity::Warning;  ///< nothing: whatever is found
  std::size_t limit = 20;
  Format format = Format::Text;
  ColorChoice color = ColorChoice::Auto;
  Instant from = 0;
  ExitChoice exits;
  std::optional<std::string> project = {};  ///< in place of the sides' own project files
  std::vector<SourceWord> sources = {};     ///< in place of what project files say
  std::vector<VersionWord> versions = {};   ///< likewise
};

[[nodiscard]] ExitCode run(const LintCommand& options, Streams& streams);

}  // namespace accessdrift::cli
