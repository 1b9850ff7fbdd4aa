#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "accessdrift/document/read.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/load/loader.h"
#include "tests/bench/in_memory.h"

/// one_edit_bench FOLDER: the configuration in FOLDER against the same less one resource of its
/// first policy with several (`to: [a, b]`), both in memory. Prints the time of the comparison from
/// bytes to changes beside that of parsing the same distinct bytes on one thread and doing nothing
/// with them.
namespace {

using Clock = std::chrono::steady_clock;
using accessdrift::bench::Files;
using accessdrift::bench::read_files;
using accessdrift::bench::side_of;

double milliseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

/// The path of the file that was edited.
std::optional<std::string> remove_a_resource(Files& files) {
  const std::string_view opening = "to: [";
  for (auto& [path, bytes] : files) {
    for (std::size_t at = bytes.find(opening); at != std::string::npos;
         at = bytes.find(opening, at + 1)) {
      const std::size_t first = at + opening.size();
      const std::size_t comma = bytes.find(',', first);
      if (comma == std::string::npos || comma > bytes.find(']', first)) continue;
      bytes.erase(first, comma + 1 - first);
      return path;
    }
  }
  return std::nullopt;
}

double parse_all(const Files& files, const std::string* extra_path,
                 const std::string* extra_bytes) {
  const auto started = Clock::now();
  for (const auto& [path, bytes] : files)
    (void)accessdrift::read_document(std::make_shared<accessdrift::SourceText>(path, bytes));
  (void)accessdrift::read_document(
      std::make_shared<accessdrift::SourceText>(*extra_path, *extra_bytes));
  return milliseconds(started);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto before = read_files(argv[1]);
  if (!before) return 2;
  Files after = *before;
  const auto edited = remove_a_resource(after);
  if (!edited) return 2;
  const double plain = parse_all(*before, &*edited, &after[*edited]);

  accessdrift::Sides sides;
  sides.before = side_of(*before);
  sides.after = side_of(std::move(after));
  const auto started = Clock::now();
  accessdrift::Loader loader;
  const auto loaded = loader.load(sides);
  if (!loaded) return 2;
  const double loading = milliseconds(started);
  const auto comparing_from = Clock::now();
  const auto comparison = accessdrift::compare(loaded->before.snapshot, loaded->after.snapshot, 0);
  const double comparing = milliseconds(comparing_from);
  std::size_t changed = 0;
  for (const auto& target : comparison.changes) {
    for (const auto& pair : target.changes) changed += pair.identities.size();
  }
  std::printf(
      "%zu identities, %zu edits, %zu changed entitlements: parsing alone %.1f ms, loading %.1f ms "
      "(%.2f x), comparing %.1f ms (%.2f x)\n",
      loaded->after.snapshot->users.size(), comparison.edits.size(), changed, plain, loading,
      loading / plain, comparing, comparing / plain);
}
