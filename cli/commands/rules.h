#pragma once

#include <optional>
#include <string>

#include "cli/format_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift rules [CODE]`: the codes of errors and findings, or what one means.
struct RulesOptions {
  std::optional<std::string> code;
  Format format = Format::Text;
};

[[nodiscard]] ExitCode run(const RulesOptions& options, Streams& streams);

}  // namespace accessdrift::cli
