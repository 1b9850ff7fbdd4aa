#include "cli/commands/init.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/report/text_layout.h"
#include "cli/failure.h"
#include "cli/first_files.h"
#include "cli/output_file.h"

namespace accessdrift::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProjectFile = "accessdrift.yaml";
constexpr std::string_view kExampleFile = "access/example.yaml";
constexpr std::size_t kFilesShown = 20;

std::string line(std::string_view word, std::string_view file, std::string_view what) {
  return fmt::format("{}  {}  {}\n", padded(word, 6), padded(file, 20), what);
}

/// What the folder declares already.
std::string recognised(const LoadedSide& side) {
  const Snapshot& snapshot = *side.snapshot;
  std::string out = fmt::format("found   {}, {}, {}, {}\n",
                                counted(snapshot.declared_users(), "identity", "identities"),
                                counted(snapshot.declared_groups(), "group", "groups"),
                                counted(snapshot.resources.size(), "resource", "resources"),
                                counted(snapshot.policies.size(), "policy", "policies"));
  for (const auto& [format, files] : side.files_by_format) {
    out += fmt::format("{}  {}\n", padded(format, 6), counted(files.size(), "file", "files"));
    const std::size_t shown = std::min(files.size(), kFilesShown);
    for (std::size_t i = 0; i < shown; ++i) out += "        " + shown_name(files[i]) + "\n";
    if (shown < files.size())
      out += fmt::format("        and {} more\n", grouped(files.size() - shown));
  }
  return out;
}

/// Where other systems' files are read, that they are; each text is JSON's, which YAML reads alike.
std::string sources_of(const LoadedSide& side) {
  const auto& by_format = side.files_by_format;
  if (by_format.empty() || (by_format.size() == 1 && by_format.contains(kNativeFormat))) return {};
  std::string out = "sources:\n";
  for (const auto& [format, files] : by_format) {
    out += fmt::format("  - {}:\n", format);
    for (const std::string& file : files)
      out += "      - " + nlohmann::json(file).dump(-1, ' ', true) + "\n";
  }
  return out + "\n";
}

/// Writes first files, and says so.
class FirstFiles {
 public:
  explicit FirstFiles(fs::path folder) : folder_(std::move(folder)) {}

  void add(std::string_view name, std::string_view bytes, std::string_view what) {
    const fs::path path = folder_ / name;
    std::error_code problem;
    if (fs::exists(path, problem)) {
      said_ += line("kept", name, "it was there");
      return;
    }
    fs::create_directories(path.parent_path(), problem);
    Diagnostics problems = write_output_file(path.string(), bytes);
    if (problems.empty()) said_ += line("wrote", name, what);
    problems_.insert(problems_.end(), problems.begin(), problems.end());
  }

  [[nodiscard]] const std::string& said() const { return said_; }
  [[nodiscard]] const Diagnostics& problems() const { return problems_; }

 private:
  fs::path folder_;
  std::string said_;
  Diagnostics problems_;
};

}  // namespace

ExitCode run(const InitOptions& options, Streams& streams) {
  std::error_code problem;
  if (!fs::is_directory(options.folder, problem)) {
    return fail(streams,
                {error_without_place("no-such-path",
                                     fmt::format("`{}` is no folder", shortened(options.folder)),
                                     "accessdrift init takes a folder that is there")},
                options.color);
  }
  const std::string word = options.folder.find('/') == std::string::npos && options.folder != "."
                               ? "./" + options.folder
                               : options.folder;
  const Result<Sides> sides = open_side(word, ".");
  if (!sides) return fail(streams, sides.error(), options.color);
  Loader loader;
  const Result<LoadedSide> side = loader.load_before(sides->after);
  if (!side) return fail(streams, side.error(), options.color);
  FirstFiles files(options.folder);
  std::string out, next = "accessdrift lint";
  if (side->read.empty()) {
    files.add(kProjectFile, example_project_file(), "what a change may do");
    files.add(kExampleFile, example_configuration(), "a small configuration to copy from");
    next = "accessdrift who read payroll";
  } else {
    out = recognised(*side);
    const std::string sources = sources_of(*side);
    files.add(kProjectFile, sources + std::string(first_project_file()),
              sources.empty() ? "what a change may do; comments only"
                              : "which files are read; what a change may do, in comments");
  }
  streams.out(out + files.said());
  if (!files.problems().empty()) return fail(streams, files.problems(), options.color);
  streams.out("next    " + next + (options.folder == "." ? "" : " " + shown_name(word)) + "\n");
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
