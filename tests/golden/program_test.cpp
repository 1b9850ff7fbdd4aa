#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

/// What a case folder cannot show: full disks, closed pipes, signals, and files too large to keep.
/// The program's path is ACCESSDRIFT_PROGRAM.
namespace {

namespace fs = std::filesystem;

/// A folder that is gone with the test.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "accessdrift-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ostringstream all;
    all << std::ifstream(path(name), std::ios::binary).rdbuf();
    return all.str();
  }

 private:
  fs::path path_;
};

struct Ended {
  int code = -1;  ///< of exit; 128 + the signal's number if one ended it
  std::string out;
  std::string err;
};

int wait_for(pid_t child) {
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// Starts the program in the folder, with its streams going to files there; `prepare` runs in the
/// child before the program.
pid_t start(const Scratch& folder, const std::vector<std::string>& arguments,
            const std::function<void()>& prepare = {}) {
  const char* const program = std::getenv("ACCESSDRIFT_PROGRAM");
  REQUIRE(program != nullptr);
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child != 0) return child;
  const auto redirect = [&folder](const char* name, int stream) {
    const int file = ::open(folder.path(name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ::dup2(file, stream) < 0) ::_exit(99);
  };
  redirect("out", STDOUT_FILENO);
  redirect("err", STDERR_FILENO);
  if (prepare) prepare();
  ::execv(program, argv.data());
  ::_exit(99);
}

Ended end_of(const Scratch& folder, pid_t child) {
  Ended ended;
  ended.code = wait_for(child);
  ended.out = folder.read("out");
  ended.err = folder.read("err");
  return ended;
}

Ended run(const Scratch& folder, const std::vector<std::string>& arguments,
          const std::function<void()>& prepare = {}) {
  return end_of(folder, start(folder, arguments, prepare));
}

const std::string kSmall =
    "accessdrift: 1\nusers: {ana: {}}\nresources: {wiki: {}}\npolicies: {read: {allow: [ana], to: "
    "[wiki]}}\n";

TEST_CASE("program: a full disk and a closed standard output are errors") {
  const Scratch folder;
  folder.write("access.yaml", kSmall);
  const std::vector<std::string> question = {"who", "access", "wiki", folder.path("access.yaml")};
  CHECK(run(folder, question).code == 0);
  const Ended full =
      run(folder, question, [] { ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO); });
  CHECK(full.code == 2);
  CHECK(full.err.starts_with("error[output-failed]: standard output could not be written"));
  const Ended closed = run(folder, question, [] { ::close(STDOUT_FILENO); });
  CHECK(closed.code == 2);
  CHECK(closed.err.starts_with("error[output-failed]"));
}

TEST_CASE("program: a page is written whole or what was there stays") {
  const Scratch folder;
  folder.write("access.yaml", kSmall);
  folder.write("page.html", "old");
  fs::create_symlink("page.html", folder.path("link.html"));
  const std::string side = folder.path("access.yaml");
  const std::vector<std::string> command = {"diff", side, side, "--html", folder.path("link.html")};
  const Ended full = run(folder, command, [] {
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
  });
  CHECK(full.code == 2);
  CHECK(full.out == "");
  CHECK(full.err.starts_with("error[output-failed]"));
  CHECK(folder.read("page.html") == "old");
  for (const auto& entry : fs::directory_iterator(folder.path("")))
    CHECK(entry.path().extension() != ".part");
  CHECK(run(folder, command).code == 0);
  CHECK(folder.read("page.html").starts_with("<!DOCTYPE html>"));
  CHECK(fs::is_symlink(folder.path("link.html")));
}

TEST_CASE("program: a closed pipe is silent") {
  const Scratch folder;
  folder.write("access.yaml", kSmall);
  const Ended ended = run(folder, {"rules"}, [] {
    int ends[2];
    if (::pipe(ends) != 0) ::_exit(99);
    ::close(ends[0]);
    ::dup2(ends[1], STDOUT_FILENO);
  });
  CHECK(ended.code == 0);
  CHECK(ended.err == "");
}

TEST_CASE("program: an interrupt ends it with 130 and nothing on standard output") {
  const Scratch folder;
  folder.write("access.yaml", kSmall);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = start(folder, {"check", "--batch", "-", folder.path("access.yaml")}, [&] {
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[1]);
  });
  ::close(ends[0]);
  // A line that is answered, then silence: the program waits for more.
  const std::string line =
      R"({"subject":{"type":"user","id":"ana"},"action":{"name":"access"},"resource":{"type":"app","id":"wiki"}})"
      "\n";
  REQUIRE(::write(ends[1], line.data(), line.size()) == static_cast<ssize_t>(line.size()));
  ::usleep(300'000);
  REQUIRE(::kill(child, SIGINT) == 0);
  const Ended ended = end_of(folder, child);
  ::close(ends[1]);
  CHECK(ended.code == 130);
  CHECK(ended.out == "");
  CHECK(ended.err == "");
}

TEST_CASE("program: a file of 200 MB is refused at once, one of a 5 MB scalar is read") {
  const Scratch folder;
  std::string large = kSmall + "# ";
  large.resize(200'000'000, '-');
  folder.write("access.yaml", large);
  const Ended refused = run(folder, {"validate", folder.path("access.yaml")});
  CHECK(refused.code == 2);
  CHECK(refused.out == "");
  CHECK(refused.err.starts_with("error[too-large]: the file has 200000000 bytes\n"));

  folder.write("access.yaml",
               "accessdrift: 1\nusers: {ana: {attributes: {note: '" + std::string(5'000'000, 'x') +
                   "'}}}\nattributes: {note: string}\nresources: {wiki: {}}\npolicies: {read: "
                   "{allow: [ana], to: [wiki], when: \"'y' in [user.note]\"}}\n");
  const Ended read = run(folder, {"check", "ana", "access", "wiki", folder.path("access.yaml")});
  CHECK(read.code == 1);
  CHECK(read.out == "deny\n");
  CHECK(read.err == "");
}

TEST_CASE("program: 100,000 levels of brackets are refused in data and in conditions") {
  const Scratch folder;
  const auto refusal = [&](const std::string& name, const std::string& bytes) {
    folder.write(name, bytes);
    const Ended ended = run(folder, {"validate", folder.path(name)});
    CHECK(ended.code == 2);
    CHECK(ended.out == "");
    return ended.err.substr(0, ended.err.find(']') + 1);
  };
  const std::string opening(100'000, '[');
  CHECK(refusal("a.yaml", "accessdrift: 1\nusers: " + opening + std::string(100'000, ']')) ==
        "error[too-deep]");
  CHECK(refusal("a.json", "{\"accessdrift\":1,\"users\":" + opening + std::string(100'000, ']') +
                              "}") == "error[too-deep]");
  CHECK(refusal("b.yaml", kSmall + "groups: {g: {rule: '" + std::string(100'000, '(') + "true" +
                              std::string(100'000, ')') + "'}}\n") == "error[too-deep]");
}

/// Run by root, a program may read everything; this takes that from it.
void obey_permissions() {
  if (::geteuid() != 0) return;
  for (const int capability : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH})
    if (::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) ::_exit(99);
}

TEST_CASE("program: a file that may not be read is an error") {
  const Scratch folder;
  folder.write("access.yaml", kSmall);
  fs::permissions(folder.path("access.yaml"), fs::perms::none);
  const Ended ended = run(folder, {"validate", folder.path("access.yaml")}, obey_permissions);
  CHECK(ended.code == 2);
  CHECK(ended.out == "");
  CHECK(ended.err.starts_with("error[unreadable-file]"));
}

TEST_CASE("program: a machine without time zones says so and never takes them for UTC") {
  const Scratch folder;
  folder.write("access.yaml",
               "accessdrift: 1\nwindows: {night: 'Mon-Sun 22:00-06:00 UTC'}\n" + kSmall.substr(15));
  const auto without_zones = [] { ::setenv("TZDIR", "/nowhere", 1); };
  const Ended ended = run(folder, {"validate", folder.path("access.yaml")}, without_zones);
  CHECK(ended.code == 2);
  CHECK(ended.out == "");
  CHECK(ended.err.starts_with("error[no-zone-data]: there is no time-zone data in `/nowhere`\n"));
  CHECK(ended.err.find("install the package tzdata") != std::string::npos);
}

TEST_CASE("program: the summary of a step is appended to, and one that cannot be is an error") {
  const Scratch folder;
  folder.write("before.yaml", kSmall);
  folder.write("after.yaml", kSmall + "groups: {g: {members: [ana]}}\n");
  folder.write("summary.md", "# what stands there\n");
  const std::vector<std::string> diff = {"diff", folder.path("before.yaml"),
                                         folder.path("after.yaml"), "--format", "github"};
  const auto with = [&](const std::string& path) {
    return run(folder, diff, [=] { ::setenv("GITHUB_STEP_SUMMARY", path.c_str(), 1); });
  };
  CHECK(with("").code == 0);
  CHECK(with(folder.path("summary.md")).code == 0);
  CHECK(folder.read("summary.md").starts_with("# what stands there\n<!-- accessdrift v1 key="));
  const Ended ended = with(folder.path("nowhere/summary.md"));
  CHECK(ended.code == 2);
  CHECK(ended.out.starts_with("::group::"));
  CHECK(ended.err.starts_with("error[output-failed]: the summary of the step, `"));
  CHECK(ended.err.find("could not be written: No such file or directory\n") != std::string::npos);
}

TEST_CASE("program: what init writes is valid, passes its tests, holds, and is written once") {
  const Scratch folder;
  const Ended first = run(folder, {"init", folder.path("")});
  CHECK(first.code == 0);
  CHECK(first.out.find("wrote   access/example.yaml") != std::string::npos);
  CHECK(run(folder, {"validate", folder.path("")}).code == 0);
  CHECK(run(folder, {"test", folder.path("")}).code == 0);
  CHECK(run(folder, {"lint", folder.path("")}).code == 0);
  const Ended diff = run(folder, {"diff", folder.path(""), folder.path("")});
  CHECK(diff.code == 0);
  CHECK(diff.out.find("1 of 1 hold after it") != std::string::npos);
  folder.write("accessdrift.yaml", "");
  const Ended second = run(folder, {"init", folder.path("")});
  CHECK(second.out.find("kept    accessdrift.yaml") != std::string::npos);
  CHECK(second.out.find("found   3 identities") != std::string::npos);
  CHECK(folder.read("accessdrift.yaml") == "");
}

}  // namespace
