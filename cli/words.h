#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/format_choice.h"

namespace accessdrift::cli {

/// The words of options as they are written, before they are checked.
struct Words {
  std::vector<std::string> positionals;
  std::vector<std::string> set, identities, groups, resources, actions, kinds, sources, versions;
  std::string color = "auto";
  std::optional<std::string> format, limit, project, ip, batch, merge_base, at, show, error_code,
      patch, token_groups, baseline, fail_on, soon, on_unknown, now, budget, comment_key, html,
      redact, redact_key, write, plan, onto;
  bool stat = false, name_only = false, oneline = false, quiet = false, expand = false,
       exit_code = false, causes = false, no_commits = false, all_parents = false, no_fixes = false,
       exit_zero = false, show_config = false, sarif_suppressed = false;
  bool absent = false, all = false, version = false;
};

[[nodiscard]] Diagnostic usage_error(std::string message, std::string help = {});

/// What the named command writes.
[[nodiscard]] std::span<const Format> formats_of(std::string_view command);

/// The options of the named command, every word checked.
[[nodiscard]] Result<Command> to_command(std::string_view name, const Words& words);

}  // namespace accessdrift::cli
