#pragma once

#include <string_view>

namespace accessdrift::cli {

/// A project file of comments, for a configuration that is there.
[[nodiscard]] std::string_view first_project_file();

/// A small configuration to copy from, and the project file that guards it.
[[nodiscard]] std::string_view example_configuration();
[[nodiscard]] std::string_view example_project_file();

}  // namespace accessdrift::cli
