#pragma once

#include <optional>
#include <string>

#include "cli/color_choice.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// `accessdrift schema [NAME]`: the JSON Schema of a format; without a name, which there are.
struct SchemaOptions {
  std::optional<std::string> name;
  ColorChoice color = ColorChoice::Auto;
};

[[nodiscard]] ExitCode run(const SchemaOptions& options, Streams& streams);

}  // namespace accessdrift::cli
