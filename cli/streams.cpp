#include "cli/streams.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "cli/pager.h"

namespace accessdrift::cli {
namespace {

std::atomic<bool> progress_is_shown{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void end_on_interrupt(int) {
  constexpr std::string_view kWipe = "\r\x1b[K";
  if (progress_is_shown.load()) (void)!::write(STDERR_FILENO, kWipe.data(), kWipe.size());
  ::_exit(static_cast<int>(ExitCode::Interrupted));
}

}  // namespace

int write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Streams::Streams()
    : out_is_terminal_(::isatty(STDOUT_FILENO) == 1),
      err_is_terminal_(::isatty(STDERR_FILENO) == 1) {}

void Streams::err(std::string_view text) { (void)write_whole(STDERR_FILENO, text); }

ExitCode Streams::finish(ExitCode code) {
  if (out_is_terminal_ && is_taller(out_, screen_of_output())) {
    const std::string pager = pager_command();
    if (!pager.empty() && show_in_pager(pager, out_)) return code;
  }
  const int problem = write_whole(STDOUT_FILENO, out_);
  if (problem == 0 || problem == EPIPE) return code;
  err(fmt::format("error[output-failed]: standard output could not be written: {}\n",
                  std::strerror(problem)));
  return ExitCode::NoAnswer;
}

void handle_signals() {
  ::signal(SIGPIPE, SIG_IGN);
  struct sigaction action {};
  action.sa_handler = end_on_interrupt;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
}

void set_progress_shown(bool is_shown) { progress_is_shown.store(is_shown); }

}  // namespace accessdrift::cli
