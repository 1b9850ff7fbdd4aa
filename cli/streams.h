#pragma once

#include <string>
#include <string_view>

#include "cli/exit_code.h"

namespace accessdrift::cli {

/// What a command says. Standard output carries data only and is written in one piece when the
/// command is done, so an interrupted or failed command leaves nothing half-written on it. Standard
/// error is written at once.
class Streams {
 public:
  Streams();

  [[nodiscard]] bool out_is_terminal() const { return out_is_terminal_; }
  [[nodiscard]] bool err_is_terminal() const { return err_is_terminal_; }

  void out(std::string text) { out_.empty() ? out_ = std::move(text) : out_ += text; }
  void err(std::string_view text);

  /// Writes standard output whole, by a pager if it is a terminal whose screen is too small, and
  /// gives the exit code: `code`, or NoAnswer with a message if the output could not be written. A
  /// closed pipe is silent.
  [[nodiscard]] ExitCode finish(ExitCode code);

 private:
  std::string out_;
  bool out_is_terminal_ = false;
  bool err_is_terminal_ = false;
};

/// Writes all of it, whatever pieces the system takes. 0, or the error number.
[[nodiscard]] int write_whole(int descriptor, std::string_view text);

/// From now on SIGINT ends the process with 130 and a closed pipe is an error of `write`, not a
/// signal.
void handle_signals();

/// Tells the SIGINT handler whether a progress line stands on standard error and must be wiped.
void set_progress_shown(bool is_shown);

}  // namespace accessdrift::cli
