#pragma once

#include <string>
#include <vector>

#include "cli/help_text.h"

namespace accessdrift::cli {

/// What can stand in a place of a command line: what a shell offers there.
struct Offered {
  /// Sides are revisions and files; codes those of `accessdrift rules`.
  enum class Kind { Nothing, Words, Files, Folders, Sides, Codes };
  Kind kind = Kind::Nothing;
  std::vector<std::string> words;  ///< of kind Words
};

struct OptionDescription {
  std::vector<std::string> spellings;  ///< with their dashes, short ones first
  std::string value;                   ///< what it takes, `FORMAT`; empty for a flag
  std::string text;
  Offered offered;  ///< for the value
};

struct CommandDescription {
  CommandHelp help;
  std::vector<OptionDescription> options;
  Offered offered;  ///< for words that are no options
};

/// All that help, manual pages and completions are made of.
struct ProgramDescription {
  std::vector<OptionDescription> options;
  std::vector<CommandDescription> commands;
};

}  // namespace accessdrift::cli
