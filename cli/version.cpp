#include "cli/version.h"

#include <fmt/format.h>

#include "accessdrift/source/zone_files.h"
#include "accessdrift_version.h"

namespace accessdrift::cli {
std::string_view tool_version() { return kVersion; }

std::string version_line() {
  return fmt::format("accessdrift {} (commit {}) tzdata {}\n", kVersion, kCommit,
                     zone_data_version(system_zone_folder()).value_or("none found"));
}

}  // namespace accessdrift::cli
