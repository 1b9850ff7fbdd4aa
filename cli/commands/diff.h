#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/load/given_sources.h"
#include "accessdrift/load/version_told.h"
#include "cli/color_choice.h"
#include "cli/exit_choice.h"
#include "cli/filter_words.h"
#include "cli/format_choice.h"
#include "cli/redaction.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift diff [A [B]]`: who gains or loses which access between two sides; and `expect`,
/// which writes the entries that approve it.
struct DiffOptions {
  std::vector<std::string> sides;
  std::optional<std::string> merge_base;
  std::optional<std::string> plan;  ///< of Terraform, in place of sides
  std::optional<std::string> onto;  ///< what it is laid over
  Format format = Format::Text;
  bool stat = false;
  bool name_only = false;
  bool oneline = false;
  bool quiet = false;  ///< says nothing and implies `exit_code`, as in git
  bool expand = false;
  bool causes = false;
  bool same = false;
  bool commits = true;  ///< looks for the commits of edits
  bool exit_code = false;
  bool is_expect = false;  ///< entries of expected changes are all that is written
  ExitChoice exits;
  std::optional<std::string> html;  ///< a file, written beside what is printed
  std::size_t limit = 20;
  std::size_t budget = 60'000;  ///< bytes of Markdown
  std::string comment_key = "default";
  bool sarif_suppressed = false;  ///< what was expected is told, as suppressed
  RedactionWords redaction;
  FilterWords filter;
  ColorChoice color = ColorChoice::Auto;
  Instant from = 0;                    ///< `--at`: what is asked is asked from here on
  Instant now = 0;                     ///< whether expected changes are over
  std::optional<std::string> project;  ///< a project file in place of those of the sides
  bool is_project_of_environment = false;
  std::vector<SourceWord> sources;    ///< in place of what project files say
  std::vector<VersionWord> versions;  ///< likewise; of one side alone, what is compared
  bool show_config = false;           ///< the settings are all that is written
  /// Settings of a project file's `report` that the command line tells: `limit`.
  std::set<std::string_view> told;
};

[[nodiscard]] ExitCode run(const DiffOptions& options, Streams& streams);

}  // namespace accessdrift::cli
