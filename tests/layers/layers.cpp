/// Checks the house: which room may include which, which file may name a third party's header, that
/// every source is in a CMake list, and that no two headers define types of one name.
///
///   layers ROOT                  prints what is wrong under ROOT; exit 1 if anything is
///   layers --expect FILE ROOT    exit 0 if what is wrong is exactly what FILE lists
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "type_names.h"

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string_view>;

struct Room {
  std::string_view name;
  Words may_include;  ///< itself is understood
};

/// The table of lib/README.md. A room that is not here may not exist.
const std::vector<Room>& rooms() {
  static const std::vector<Room> all = {
      {"base", {}},
      {"url", {"base"}},
      {"model", {"base", "url"}},
      {"document", {"base"}},
      {"source", {"base"}},
      {"cel", {"base", "model"}},
      {"format", {"base", "url", "model", "document", "cel"}},
      {"load", {"base", "model", "document", "source", "cel", "format"}},
      {"region", {"base", "model"}},
      {"interpreter", {"base", "url", "model", "cel"}},
      {"engine", {"base", "url", "model", "cel", "region"}},
      {"drift", {"base", "url", "model", "region", "engine", "interpreter"}},
      {"cause", {"base", "url", "model", "region", "engine", "drift"}},
      {"history", {"base", "model", "source", "load", "drift"}},
      {"query", {"base", "url", "model", "region", "engine", "interpreter", "drift"}},
      {"fix",
       {"base", "model", "source", "document", "format", "load", "interpreter", "engine", "drift",
        "query"}},
      {"lint", {"base", "model", "region", "engine", "query"}},
      {"gate", {"base", "model", "region", "engine", "drift", "query"}},
      {"report",
       {"base", "url", "model", "region", "interpreter", "engine", "drift", "cause", "history",
        "query", "fix", "lint", "gate"}},
  };
  return all;
}

/// The naive enumerator shares nothing with what it judges but the declared facts and the
/// condition's parser.
constexpr std::string_view kNaive = "tests/property/naive";
const Words& naive_may_include() {
  static const Words all = {"base", "model", "cel"};
  return all;
}

struct ThirdParty {
  std::string_view header;  ///< how its name begins
  Words files;              ///< which files may name it: how their paths begin
  bool in_headers = false;  ///< in our headers too, not only in `.cpp` files
};

const std::vector<ThirdParty>& third_parties() {
  static const std::vector<ThirdParty> all = {
      {"tl/expected.hpp", {"lib/", "cli/", "tests/"}, true},
      {"yaml.h", {"lib/accessdrift/document/"}},
      {"git2", {"lib/accessdrift/source/"}},
      {"roaring/", {"lib/accessdrift/engine/"}},
      {"idn2.h", {"lib/accessdrift/url/host.cpp"}},
      {"utf8proc.h", {"lib/accessdrift/base/folded_text.cpp"}},
      {"re2/", {"lib/accessdrift/cel/", "tests/"}},
      {"openssl/", {"lib/accessdrift/base/digest.cpp"}},
      {"zlib.h", {"lib/accessdrift/report/html/packed.cpp"}},
      {"expat.h", {"tests/unit/report/parsed_formats.cpp"}},
      {"emmintrin.h", {"lib/accessdrift/document/json_string.h"}, true},
      {"nlohmann/", {"lib/accessdrift/document/", "lib/accessdrift/report/", "cli/", "tests/"}},
      {"fmt/", {"lib/accessdrift/", "cli/", "tests/"}},
      {"CLI/", {"cli/"}},
      {"doctest/", {"tests/"}, true},
  };
  return all;
}

/// Headers of C and POSIX; those of C++ have no dot.
constexpr auto kSystemHeaders = std::to_array<std::string_view>(
    {"arpa/", "fcntl.h", "linux/", "poll.h", "pthread.h", "pty.h", "signal.h", "spawn.h",
     "stdlib.h", "sys/", "termios.h", "time.h", "unistd.h"});

struct Include {
  std::string name;
  bool is_quoted = false;
};

struct File {
  std::string path;  ///< from the root, with `/`
  std::string text;
};

bool starts_with_any(std::string_view text, const auto& starts) {
  return std::ranges::any_of(starts, [&](std::string_view s) { return text.starts_with(s); });
}

bool contains(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::optional<Include> include_of(std::string_view line) {
  const auto skip_blanks = [&line] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  };
  skip_blanks();
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include")) return std::nullopt;
  line.remove_prefix(7);
  skip_blanks();
  if (line.empty() || (line.front() != '<' && line.front() != '"')) return std::nullopt;
  const char close = line.front() == '<' ? '>' : '"';
  const std::size_t end = line.find(close, 1);
  if (end == std::string_view::npos) return std::nullopt;
  return Include{std::string(line.substr(1, end - 1)), close == '"'};
}

/// The room of `accessdrift/ROOM/...`; empty elsewhere.
std::string_view room_of(std::string_view path) {
  constexpr std::string_view kRoot = "accessdrift/";
  if (!path.starts_with(kRoot)) return {};
  path.remove_prefix(kRoot.size());
  return path.substr(0, path.find('/'));
}

class Check {
 public:
  explicit Check(fs::path root) : root_(std::move(root)) {
    for (const std::string_view folder : {"lib", "cli", "tests", "examples"}) collect(folder);
  }

  /// What is wrong, one line each, sorted.
  std::set<std::string> run() {
    for (const File& file : files_) {
      check_room(file);
      check_includes(file);
      check_is_listed(file);
      check_types(file);
    }
    return problems_;
  }

  [[nodiscard]] std::size_t file_count() const { return files_.size(); }

 private:
  void collect(std::string_view folder) {
    const fs::path start = root_ / folder;
    if (!fs::exists(start)) return;
    for (auto it = fs::recursive_directory_iterator(start); it != fs::end(it); ++it) {
      const std::string path = fs::relative(it->path(), root_).generic_string();
      if (path == "tests/layers/sample") it.disable_recursion_pending();
      const std::string extension = it->path().extension().string();
      if (it->is_regular_file() && (extension == ".h" || extension == ".cpp"))
        files_.push_back({path, read(it->path())});
    }
  }

  void check_room(const File& file) {
    if (!file.path.starts_with("lib/")) return;
    const std::string_view room = room_of(std::string_view(file.path).substr(4));
    if (std::ranges::find(rooms(), room, &Room::name) == rooms().end())
      report(file, "room `" + std::string(room) + "` is not in the table");
  }

  void check_includes(const File& file) {
    std::istringstream lines(file.text);
    for (std::string line; std::getline(lines, line);) {
      const auto include = include_of(line);
      if (!include) continue;
      if (!room_of(include->name).empty())
        check_own(file, *include);
      else if (!include->is_quoted)
        check_foreign(file, include->name);
      else if (file.path.starts_with("lib/"))
        report(file, "includes \"" + include->name + "\", expected a path from lib/");
    }
  }

  void check_own(const File& file, const Include& include) {
    if (!include.is_quoted) report(file, "includes <" + include.name + ">, expected quotes");
    const std::string_view to = room_of(include.name);
    if (file.path.starts_with(kNaive) && !contains(naive_may_include(), to))
      report(file, "the naive enumerator may not include " + include.name);
    if (!file.path.starts_with("lib/")) return;
    const std::string_view from = room_of(std::string_view(file.path).substr(4));
    const auto room = std::ranges::find(rooms(), from, &Room::name);
    if (from == to || room == rooms().end()) return;
    if (!contains(room->may_include, to))
      report(file, std::string(from) + " may not include " + include.name);
  }

  void check_foreign(const File& file, const std::string& header) {
    if (header.find('.') == std::string::npos && header.find('/') == std::string::npos) return;
    if (starts_with_any(header, kSystemHeaders)) return;
    const auto party = std::ranges::find_if(
        third_parties(), [&](const ThirdParty& p) { return header.starts_with(p.header); });
    if (party == third_parties().end()) return report(file, "unknown header <" + header + ">");
    const bool is_base = file.path.starts_with("lib/accessdrift/base/");
    const bool is_named = contains(party->files, file.path);
    if (!starts_with_any(file.path, party->files) ||
        (is_base && !is_named && party->header != "tl/expected.hpp"))
      return report(file, "may not name <" + header + ">");
    if (file.path.ends_with(".h") && file.path.starts_with("lib/") && !party->in_headers)
      report(file, "public header names <" + header + ">");
  }

  /// A source is listed if a CMakeLists.txt of its folder or of one above names it by its path from
  /// there.
  void check_is_listed(const File& file) {
    if (!file.path.ends_with(".cpp")) return;
    for (fs::path folder = fs::path(file.path).parent_path();; folder = folder.parent_path()) {
      const std::string name = fs::path(file.path).lexically_relative(folder).generic_string();
      if (words_of(folder / "CMakeLists.txt").contains(name)) return;
      if (folder.empty()) break;
    }
    report(file, "is in no CMake list");
  }

  void check_types(const File& file) {
    if (!file.path.starts_with("lib/") || !file.path.ends_with(".h")) return;
    for (const std::string& type : types_defined(file.text)) {
      const auto& [name, first] = *header_of_type_.emplace(type, file.path).first;
      if (first != file.path)
        problems_.insert(name + " is defined in " + std::min(first, file.path) + " and " +
                         std::max(first, file.path));
    }
  }

  std::set<std::string> words_of(const fs::path& list) {
    std::string text = read(root_ / list);
    std::ranges::replace_if(
        text, [](char c) { return c == '(' || c == ')' || c == '"'; }, ' ');
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()};
  }

  void report(const File& file, const std::string& what) {
    problems_.insert(file.path + ": " + what);
  }

  fs::path root_;
  std::vector<File> files_;
  std::set<std::string> problems_;
  std::map<std::string, std::string> header_of_type_;
};

int compare(const std::set<std::string>& found, const fs::path& expected_file) {
  std::istringstream lines(read(expected_file));
  std::set<std::string> expected;
  for (std::string line; std::getline(lines, line);) expected.insert(line);
  for (const std::string& line : expected)
    if (!found.contains(line)) std::cout << "not found: " << line << '\n';
  for (const std::string& line : found)
    if (!expected.contains(line)) std::cout << "not expected: " << line << '\n';
  return found == expected && !expected.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool is_expecting = arguments.size() == 3 && arguments[0] == "--expect";
  if (arguments.size() != 1 && !is_expecting) {
    std::cerr << "usage: layers [--expect FILE] ROOT\n";
    return 2;
  }
  Check check(arguments.back());
  const std::set<std::string> problems = check.run();
  if (is_expecting) return compare(problems, arguments[1]);
  for (const std::string& problem : problems) std::cout << problem << '\n';
  std::cout << check.file_count() << " files, " << problems.size() << " problems\n";
  return problems.empty() && check.file_count() > 0 ? 0 : 1;
}
