/// Runs the real binary over cases that are folders, and compares whole output.
///
///   golden PROGRAM CASES [NAME...]      NAME: only the cases whose name contains it
///
/// A case holds `args` (one argument a line), `exit_code` (0 if left out), `stdout`, and, where
/// they matter, `stderr`, `stdin` and `setup`, a shell script that prepares the folder (a git
/// repository, for one), and a folder `expected` of files that the program has to write. What else
/// it holds is its input. The program runs in a fresh copy of that
/// input, after `setup`, in an environment that is the same everywhere; the path of the copy reads
/// `$CASE` in its output. UPDATE_GOLDEN=1 rewrites what is expected; ACCESSDRIFT_GOLDEN_STEP=2 runs
/// every second case only.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr auto kOwnFiles = std::to_array<std::string_view>(
    {"args", "exit_code", "expected", "setup", "stderr", "stdin", "stdout"});

struct Output {
  int exit_code = 0;
  std::string out;
  std::string err;
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// The same for everybody: no locale, no zone, no colour, no git configuration of the user, fixed
/// authors and dates.
std::vector<std::string> environment(const fs::path& home, const fs::path& fixtures) {
  const char* path = std::getenv("PATH");
  std::vector<std::string> all = {std::string("PATH=") + (path != nullptr ? path : "/usr/bin:/bin"),
                                  "HOME=" + home.string(),
                                  "FIXTURES=" + fixtures.string(),
                                  "LC_ALL=C",
                                  "TZ=UTC",
                                  "TERM=dumb",
                                  "GIT_CONFIG_NOSYSTEM=1",
                                  "GIT_CONFIG_COUNT=2",
                                  "GIT_CONFIG_KEY_0=init.defaultBranch",
                                  "GIT_CONFIG_VALUE_0=main",
                                  "GIT_CONFIG_KEY_1=commit.gpgSign",
                                  "GIT_CONFIG_VALUE_1=false",
                                  "GIT_AUTHOR_NAME=A. Author",
                                  "GIT_AUTHOR_EMAIL=author@corp.example",
                                  "GIT_AUTHOR_DATE=2026-01-02T03:04:05Z",
                                  "GIT_COMMITTER_NAME=C. Committer",
                                  "GIT_COMMITTER_EMAIL=committer@corp.example",
                                  "GIT_COMMITTER_DATE=2026-01-02T03:04:05Z"};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"})
    if (const char* value = std::getenv(name); value != nullptr)
      all.push_back(std::string(name) + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

/// Runs a command in `folder`; its streams are files in `scratch`.
Output run(std::vector<std::string> command, const fs::path& folder, const fs::path& input,
           const fs::path& scratch, std::vector<std::string> variables) {
  const std::string in = input.string();
  const std::string out = scratch / "out";
  const std::string err = scratch / "err";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, command[0].c_str(), &actions, nullptr,
                                  pointers(command).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return {127, "", "cannot run " + command[0] + "\n"};
  int status = 0;
  waitpid(child, &status, 0);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {code, read(out), read(err)};
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// Takes out what stands between two marks, the last time that the first one is there.
void cut_between(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.rfind(from);
  if (begin == std::string::npos) return;
  const std::size_t end = text.find(to, begin + from.size());
  if (end != std::string::npos) text.replace(begin + from.size(), end - begin - from.size(), "...");
}

/// A file that was written; a page without its style sheet and script, which are the same in all.
std::string read_written(const fs::path& path) {
  std::string text = read(path);
  if (path.extension() != ".html") return text;
  cut_between(text, "<style>", "</style>");
  cut_between(text, "<script>", "</script>");
  for (const std::string_view source : {"style-src 'sha256-", "script-src 'sha256-"})
    cut_between(text, source, "'");
  return text;
}

void print_difference(std::string_view name, const std::string& expected,
                      const std::string& actual) {
  const auto lines = [](const std::string& text) {
    const bool is_cut = !text.empty() && text.back() != '\n';
    return lines_of(is_cut ? text + " (no newline at the end)" : text);
  };
  const std::vector<std::string> a = lines(expected);
  const std::vector<std::string> b = lines(actual);
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t same = 0;
  while (same < shorter && a[same] == b[same]) ++same;
  std::size_t tail = 0;
  while (tail < shorter - same && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  std::cout << "  " << name << ", from line " << same + 1 << ":\n";
  if (same > 0) std::cout << "     " << a[same - 1] << '\n';
  for (std::size_t i = same; i < a.size() - tail; ++i) std::cout << "   - " << a[i] << '\n';
  for (std::size_t i = same; i < b.size() - tail; ++i) std::cout << "   + " << b[i] << '\n';
  if (tail > 0) std::cout << "     " << a[a.size() - tail] << '\n';
}

class Case {
 public:
  Case(fs::path folder, fs::path scratch)
      : folder_(std::move(folder)), scratch_(std::move(scratch)), copy_(scratch_ / "case") {}

  bool passes(const std::string& program) {
    if (!fs::exists(folder_ / "args")) return fail("has no file `args`");
    if (!prepare()) return false;
    std::vector<std::string> command = lines_of(read(folder_ / "args"));
    command.insert(command.begin(), program);
    const fs::path input = folder_ / "stdin";
    Output actual =
        run(command, copy_, fs::exists(input) ? input : "/dev/null", scratch_, variables());
    replace_all(actual.out, copy_.string(), "$CASE");
    replace_all(actual.err, copy_.string(), "$CASE");
    return std::getenv("UPDATE_GOLDEN") != nullptr ? update(actual) : compare(actual);
  }

 private:
  bool fail(std::string_view why) {
    std::cout << "FAILED " << folder_.filename().string() << ": " << why << '\n';
    return false;
  }

  std::vector<std::string> variables() const {
    return environment(scratch_, folder_.parent_path().parent_path());
  }

  bool prepare() {
    fs::remove_all(copy_);
    fs::create_directories(copy_);
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (std::ranges::find(kOwnFiles, name) != kOwnFiles.end()) continue;
      fs::copy(entry.path(), copy_ / name,
               fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    }
    const fs::path setup = folder_ / "setup";
    if (!fs::exists(setup)) return true;
    const Output result = run({"bash", "-euo", "pipefail", setup.string()}, copy_, "/dev/null",
                              scratch_, variables());
    if (result.exit_code == 0) return true;
    std::cout << result.out << result.err;
    return fail("`setup` failed");
  }

  bool compare(const Output& actual) {
    const std::string code = std::to_string(actual.exit_code) + "\n";
    const bool has_code = fs::exists(folder_ / "exit_code");
    const bool has_err = fs::exists(folder_ / "stderr");
    bool is_same = true;
    const auto check = [&](std::string_view name, const std::string& expected,
                           const std::string& got) {
      if (expected == got) return;
      if (is_same) fail("differs");
      print_difference(name, expected, got);
      is_same = false;
    };
    check("exit_code", has_code ? read(folder_ / "exit_code") : "0\n", code);
    check("stdout", read(folder_ / "stdout"), actual.out);
    if (has_err) check("stderr", read(folder_ / "stderr"), actual.err);
    for (const std::string& name : expected_files())
      check(name, read(folder_ / "expected" / name), read_written(copy_ / name));
    if (!is_same && !has_err && !actual.err.empty())
      std::cout << "  standard error was:\n" << actual.err;
    return is_same;
  }

  std::vector<std::string> expected_files() const {
    std::vector<std::string> names;
    if (!fs::exists(folder_ / "expected")) return names;
    for (const auto& entry : fs::directory_iterator(folder_ / "expected"))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  bool update(const Output& actual) {
    write(folder_ / "exit_code", std::to_string(actual.exit_code) + "\n");
    write(folder_ / "stdout", actual.out);
    if (!actual.err.empty() || fs::exists(folder_ / "stderr"))
      write(folder_ / "stderr", actual.err);
    for (const std::string& name : expected_files())
      write(folder_ / "expected" / name, read_written(copy_ / name));
    return true;
  }

  fs::path folder_;
  fs::path scratch_;
  fs::path copy_;
};

std::vector<fs::path> find_cases(const fs::path& root, const std::vector<std::string>& names) {
  std::vector<fs::path> cases;
  if (!fs::is_directory(root)) return cases;
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    const bool is_wanted = names.empty() || std::ranges::any_of(names, [&](const auto& part) {
                             return name.find(part) != std::string::npos;
                           });
    if (entry.is_directory() && is_wanted) cases.push_back(fs::absolute(entry.path()));
  }
  std::ranges::sort(cases);
  return cases;
}

std::vector<fs::path> every(std::size_t step, const std::vector<fs::path>& cases) {
  std::vector<fs::path> some;
  for (std::size_t i = 0; i < cases.size(); i += step) some.push_back(cases[i]);
  return some;
}

int run_all(const std::string& program, const std::vector<fs::path>& cases) {
  std::string scratch = (fs::canonical(fs::temp_directory_path()) / "accessdrift-XXXXXX").string();
  if (mkdtemp(scratch.data()) == nullptr) {
    std::cerr << "cannot make a folder in " << fs::temp_directory_path() << '\n';
    return 2;
  }
  std::size_t failed = 0;
  for (const fs::path& folder : cases)
    if (!Case(folder, scratch).passes(program)) ++failed;
  fs::remove_all(scratch);
  std::cout << cases.size() << " cases, " << failed << " failed\n";
  return failed == 0 && !cases.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2) {
    std::cerr << "usage: golden PROGRAM CASES [NAME...]\n";
    return 2;
  }
  const char* const step = std::getenv("ACCESSDRIFT_GOLDEN_STEP");
  return run_all(fs::absolute(arguments[0]).string(),
                 every(step != nullptr ? std::stoul(step) : 1,
                       find_cases(arguments[1], {arguments.begin() + 2, arguments.end()})));
}
