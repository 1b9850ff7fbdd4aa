#pragma once

#include <string>
#include <variant>

#include "accessdrift/base/result.h"
#include "cli/commands/can.h"
#include "cli/commands/check.h"
#include "cli/commands/completion.h"
#include "cli/commands/diff.h"
#include "cli/commands/explain.h"
#include "cli/commands/formats.h"
#include "cli/commands/init.h"
#include "cli/commands/lint.h"
#include "cli/commands/log.h"
#include "cli/commands/man.h"
#include "cli/commands/rules.h"
#include "cli/commands/schema.h"
#include "cli/commands/since.h"
#include "cli/commands/test.h"
#include "cli/commands/validate.h"
#include "cli/commands/who.h"
#include "cli/program_description.h"

namespace accessdrift::cli {

/// `--help` and `--version`: nothing to do but to print.
struct PrintText {
  std::string text;
};

using Command =
    std::variant<PrintText, DiffOptions, ExplainOptions, CheckOptions, WhoOptions, CanOptions,
                 ValidateOptions, RulesOptions, LogOptions, SinceOptions, LintCommand, TestOptions,
                 InitOptions, FormatsOptions, SchemaOptions, CompletionOptions, ManOptions>;

/// What the words of the command line ask for. Errors: `usage`, `unknown-command`,
/// `unknown-option`, `unknown-format`, with what is near. The only place that knows CLI11; no
/// exception leaves it.
[[nodiscard]] Result<Command> parse_command_line(int argc, const char* const* argv);

/// All commands and options that `parse_command_line` knows.
[[nodiscard]] ProgramDescription describe_program();

}  // namespace accessdrift::cli
