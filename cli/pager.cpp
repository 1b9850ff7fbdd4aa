#include "cli/pager.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <vector>

#include "cli/streams.h"

namespace accessdrift::cli {
namespace {

/// Where there is no less, that is no error to be told of.
constexpr const char* kLess = "command -v less >/dev/null || exit 127; exec less";
/// By a shell: no such command, or none that can be run.
constexpr int kNotFound = 127, kNotRunnable = 126;

std::string_view set_variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

/// What less does unless told otherwise: end at once if all fits, keep colours and the screen.
std::vector<char*> pager_environment() {
  static std::string less = "LESS=FRX", lv = "LV=-c";
  std::vector<char*> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
  if (std::getenv("LESS") == nullptr) environment.push_back(less.data());
  if (std::getenv("LV") == nullptr) environment.push_back(lv.data());
  environment.push_back(nullptr);
  return environment;
}

/// Starts the command with `input` as its standard input and the signals that it would have had.
/// The process, or -1.
pid_t start_pager(std::string command, int input) {
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t plain;
  ::sigemptyset(&plain);
  ::sigaddset(&plain, SIGPIPE);
  ::sigaddset(&plain, SIGINT);
  ::posix_spawnattr_setsigdefault(&attributes, &plain);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::string shell = "sh", option = "-c";
  const std::array<char*, 4> words{shell.data(), option.data(), command.data(), nullptr};
  const std::vector<char*> environment = pager_environment();
  pid_t child = -1;
  if (::posix_spawn(&child, "/bin/sh", &files, &attributes, words.data(), environment.data()) != 0)
    child = -1;
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return child;
}

}  // namespace

Screen screen_of_output() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return {};
  return {size.ws_row, size.ws_col};
}

bool is_taller(std::string_view text, Screen screen) {
  if (screen.rows == 0) return false;
  std::size_t rows = 0, column = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++rows;
      column = 0;
    } else if (screen.columns != 0 && ++column > screen.columns) {
      ++rows;
      column = 1;
    }
    if (rows >= screen.rows) return true;
  }
  return false;
}

std::string pager_command() {
  const std::string_view terminal = set_variable("TERM");
  if (terminal.empty() || terminal == "dumb") return {};
  for (const char* name : {"ACCESSDRIFT_PAGER", "GIT_PAGER", "PAGER"}) {
    if (std::getenv(name) == nullptr) continue;
    const std::string_view command = set_variable(name);
    return command == "cat" ? std::string() : std::string(command);
  }
  return kLess;
}

bool show_in_pager(const std::string& command, std::string_view text) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  const pid_t child = start_pager(command, ends[0]);
  ::close(ends[0]);
  if (child < 0) {
    ::close(ends[1]);
    return false;
  }
  // An interrupt is the pager's: it ends a search there, not the pager.
  struct sigaction ignored {};
  struct sigaction before {};
  ignored.sa_handler = SIG_IGN;
  ::sigaction(SIGINT, &ignored, &before);
  (void)write_whole(ends[1], text);
  ::close(ends[1]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ::sigaction(SIGINT, &before, nullptr);
  if (!WIFEXITED(status)) return true;
  return WEXITSTATUS(status) != kNotFound && WEXITSTATUS(status) != kNotRunnable;
}

}  // namespace accessdrift::cli
