#pragma once

#include <optional>
#include <string_view>

namespace accessdrift::cli {

enum class ColorChoice { Auto, Always, Never };

/// `auto`, `always`, `never`.
[[nodiscard]] std::optional<ColorChoice> parse_color_choice(std::string_view word);

/// What decides beside the choice, as the environment has it.
struct ColorEnvironment {
  bool no_color = false;      ///< `NO_COLOR` is set and not empty
  bool forces_color = false;  ///< `CLICOLOR_FORCE` or `FORCE_COLOR` is set, not empty and not 0
  bool is_dumb = false;       ///< `TERM` is `dumb` or not set
};
[[nodiscard]] ColorEnvironment read_color_environment();

/// The choice, then NO_COLOR, then the forcing ones, then whether the stream is a terminal that is
/// not dumb (UX (a)).
[[nodiscard]] bool uses_color(ColorChoice choice, bool is_terminal,
                              const ColorEnvironment& environment);

}  // namespace accessdrift::cli
