#include "tests/unit/source/scratch.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

/// libgit2 1.5 loses a block at every name that a regular expression of its own does not match, on
/// opening a repository of format 1 and in `HEAD^{/text}`.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:libpcre2";
}

namespace accessdrift::test {
namespace {

namespace fs = std::filesystem;

std::string make_folder() {
  std::string name = (fs::temp_directory_path() / "accessdrift-XXXXXX").native();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  return fs::canonical(name).native();
}

/// Before libgit2 starts: no settings of the user who runs the tests, and no git hook around us.
struct Surroundings {
  Surroundings() : home(make_folder()) {
    ::setenv("HOME", home.c_str(), 1);
    ::unsetenv("XDG_CONFIG_HOME");
    for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX",
                             "GIT_OBJECT_DIRECTORY", "GIT_CEILING_DIRECTORIES"}) {
      ::unsetenv(name);
    }
  }
  ~Surroundings() {
    std::error_code error;
    fs::remove_all(home, error);
  }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  std::string home;
};

const Surroundings surroundings;

constexpr const char* kEnvironment =
    "export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C"
    " GIT_AUTHOR_NAME='A. Author' GIT_AUTHOR_EMAIL=a@corp.example"
    " GIT_COMMITTER_NAME='C. Committer' GIT_COMMITTER_EMAIL=c@corp.example"
    " GIT_AUTHOR_DATE='1700000000 +0000' GIT_COMMITTER_DATE='1700000000 +0000'"
    " GIT_ALLOW_PROTOCOL=file"
    // No clean-up in the background, which would go on while the test reads and removes.
    " GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=gc.auto GIT_CONFIG_VALUE_0=0"
    " GIT_CONFIG_KEY_1=maintenance.auto GIT_CONFIG_VALUE_1=false; exec 2>&1; ";

}  // namespace

const std::string& home() { return surroundings.home; }

Scratch::Scratch() : path_(make_folder()) {}

Scratch::~Scratch() {
  std::error_code error;
  fs::remove_all(path_, error);
}

void Scratch::write(const std::string& inside, const std::string& bytes) const {
  fs::create_directories(fs::path(at(inside)).parent_path());
  std::ofstream(at(inside), std::ios::binary) << bytes;
}

std::string Scratch::run(const std::string& command) const {
  const std::string all = kEnvironment + ("cd '" + path_ + "' && { " + command + "\n}");
  std::FILE* const pipe = ::popen(all.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string printed;
  std::array<char, 4096> part{};
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), pipe)) {
    printed.append(part.data(), got);
  }
  const int status = ::pclose(pipe);
  INFO(command << "\n" << printed);
  REQUIRE(status == 0);
  if (printed.ends_with('\n')) printed.pop_back();
  return printed;
}

std::vector<std::string> contents(const Tree& tree) {
  const auto entries = tree.list(kYaml);
  if (!entries) return texts(entries.error());
  std::vector<std::string> all;
  for (const TreeEntry& entry : *entries) {
    const auto bytes = tree.read(entry);
    all.push_back(entry.path + ":" +
                  (bytes ? std::string(bytes->view()) : bytes.error().front().code));
  }
  return all;
}

std::vector<std::string> paths(const Tree& tree) {
  const auto entries = tree.list(kYaml);
  if (!entries) return texts(entries.error());
  std::vector<std::string> all;
  for (const TreeEntry& entry : *entries) all.push_back(entry.path);
  return all;
}

std::vector<std::string> texts(const Diagnostics& diagnostics) {
  std::vector<std::string> all;
  for (const Diagnostic& d : diagnostics) all.push_back(d.code + ": " + d.message);
  return all;
}

}  // namespace accessdrift::test
