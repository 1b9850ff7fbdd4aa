#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace accessdrift::cli {

/// Lines and columns of the terminal on standard output; 0 where it does not tell.
struct Screen {
  std::size_t rows = 0;
  std::size_t columns = 0;
};
[[nodiscard]] Screen screen_of_output();

/// Whether `text` with a prompt below it takes more rows than the screen has. False for a screen of
/// unknown size.
[[nodiscard]] bool is_taller(std::string_view text, Screen screen);

/// The command that shows long output: ACCESSDRIFT_PAGER, GIT_PAGER or PAGER, the first that is
/// set, else less; empty if that is none (empty or `cat`), or the terminal is dumb. No file is
/// asked for it, so that no repository can name a command to run.
[[nodiscard]] std::string pager_command();

/// Has a shell run the command with `text` on its standard input, and waits for its end. What the
/// command does not read is dropped. False if there is no such command: then nothing was shown.
[[nodiscard]] bool show_in_pager(const std::string& command, std::string_view text);

}  // namespace accessdrift::cli
