#include <doctest/doctest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// Runs the program, whose path is ACCESSDRIFT_PROGRAM, on a small terminal.
namespace {

namespace fs = std::filesystem;

using Variables = std::vector<std::pair<std::string, std::string>>;

std::string bytes_of(const fs::path& path) {
  std::ostringstream all;
  all << std::ifstream(path, std::ios::binary).rdbuf();
  return all.str();
}

/// A folder with a configuration in which ana reaches one thing, and jo nothing; gone with the
/// test.
class Terminal {
 public:
  Terminal() {
    std::string name = (fs::temp_directory_path() / "accessdrift-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    std::ofstream(folder_ / "access.yaml")
        << "accessdrift: 1\nusers: {ana: {}, jo: {}}\nresources: {wiki: {}}\npolicies: {read: "
           "{allow: "
           "[ana], to: [wiki]}}\n";
  }
  ~Terminal() { fs::remove_all(folder_); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Runs the program in the folder, its standard error going to a file there.
  void run(const std::vector<std::string>& arguments, const Variables& variables) {
    winsize size{};
    size.ws_row = rows;
    size.ws_col = 200;
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
    REQUIRE(child >= 0);
    if (child == 0) become_program(arguments, variables);
    shown.clear();
    char piece[4096];
    for (ssize_t size_read = 0; (size_read = ::read(terminal, piece, sizeof piece)) > 0;)
      shown.append(piece, static_cast<std::size_t>(size_read));
    std::erase(shown, '\r');
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    ::close(terminal);
    code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    err = bytes_of(folder_ / "err");
  }

  /// What the pager `cat > paged` was given.
  [[nodiscard]] std::string paged() const { return bytes_of(folder_ / "paged"); }

  std::string shown, err;
  int code = -1;
  unsigned short rows = 10;

 private:
  [[noreturn]] void become_program(const std::vector<std::string>& arguments,
                                   const Variables& variables) const {
    const char* const program = std::getenv("ACCESSDRIFT_PROGRAM");
    if (program == nullptr || ::chdir(folder_.c_str()) != 0) ::_exit(99);
    if (std::freopen("err", "w", stderr) == nullptr) ::_exit(99);
    for (const char* name : {"ACCESSDRIFT_PAGER", "GIT_PAGER", "PAGER", "LESS"}) ::unsetenv(name);
    ::setenv("TERM", "xterm", 1);
    ::setenv("NO_COLOR", "1", 1);
    for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execv(program, argv.data());
    ::_exit(99);
  }

  fs::path folder_;
};

const std::vector<std::string> kLong = {"diff", "--help"};

TEST_CASE("pager: long output on a terminal is its input and nothing else is shown") {
  Terminal terminal;
  terminal.run(kLong, {{"ACCESSDRIFT_PAGER", "cat > paged; echo $LESS"}, {"PAGER", "false"}});
  CHECK(terminal.code == 0);
  CHECK(terminal.shown == "FRX\n");
  CHECK(terminal.err == "");
  CHECK(terminal.paged().starts_with("Who gains or loses which access between two sides.\n"));
  CHECK(terminal.paged().find("\n  --color WHEN ") != std::string::npos);
}

TEST_CASE("pager: GIT_PAGER goes before PAGER and options of less are left alone") {
  Terminal terminal;
  terminal.run(kLong,
               {{"GIT_PAGER", "cat > paged; echo $LESS"}, {"PAGER", "false"}, {"LESS", "S"}});
  CHECK(terminal.shown == "S\n");
  CHECK(terminal.paged() != "");
  terminal.run(kLong, {{"PAGER", "echo paged"}});
  CHECK(terminal.shown == "paged\n");
}

TEST_CASE("pager: the exit code is that of the answer") {
  Terminal terminal;
  terminal.rows = 1;
  terminal.run({"check", "jo", "access", "wiki", "access.yaml"},
               {{"ACCESSDRIFT_PAGER", "cat > paged; exit 5"}});
  CHECK(terminal.paged() == "deny\n");
  CHECK(terminal.shown == "");
  CHECK(terminal.code == 1);
  terminal.run({"rules", "nonsense"}, {{"ACCESSDRIFT_PAGER", "cat > paged"}});
  CHECK(terminal.code == 2);
  CHECK(terminal.err.starts_with("error[unknown-code]"));
}

TEST_CASE("pager: one that is closed early is silent") {
  Terminal terminal;
  terminal.run({"rules", "--format", "json"}, {{"ACCESSDRIFT_PAGER", "head -c 1"}});
  CHECK(terminal.code == 0);
  CHECK(terminal.shown == "{");
  CHECK(terminal.err == "");
}

TEST_CASE("pager: without one everything is printed") {
  Terminal terminal;
  for (const Variables& variables :
       {Variables{{"ACCESSDRIFT_PAGER", ""}}, Variables{{"ACCESSDRIFT_PAGER", "cat"}},
        Variables{{"ACCESSDRIFT_PAGER", "no-such-pager"}}, Variables{{"TERM", "dumb"}},
        Variables{{"PATH", "/nowhere"}}}) {
    CAPTURE(variables.front().second);
    terminal.run(kLong, variables);
    CHECK(terminal.code == 0);
    CHECK(terminal.shown.starts_with("Who gains or loses"));
    CHECK(terminal.shown.find("\n  --color WHEN ") != std::string::npos);
  }
}

TEST_CASE("pager: what fits on the screen needs none") {
  Terminal terminal;
  terminal.run({"who", "access", "wiki", "access.yaml"}, {{"ACCESSDRIFT_PAGER", "cat > paged"}});
  CHECK(terminal.code == 0);
  CHECK(terminal.shown.find("ana") != std::string::npos);
  CHECK(terminal.paged() == "");
}

}  // namespace
