#include "cli/version.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "accessdrift_version.h"

namespace accessdrift::cli {
namespace {

/// `# version 2025b` is the first line of the file.
std::string tzdata_version() {
  const int file = ::open("/usr/share/zoneinfo/tzdata.zi", O_RDONLY | O_CLOEXEC);
  if (file < 0) return "none found";
  std::array<char, 64> buffer{};
  const ssize_t count = ::read(file, buffer.data(), buffer.size());
  ::close(file);
  constexpr std::string_view kStart = "# version ";
  const std::string_view text(buffer.data(), count < 0 ? 0 : static_cast<std::size_t>(count));
  const std::size_t end = text.find('\n');
  if (!text.starts_with(kStart) || end == std::string_view::npos) return "none found";
  return std::string(text.substr(kStart.size(), end - kStart.size()));
}

}  // namespace

std::string_view tool_version() { return kVersion; }

std::string version_line() {
  return fmt::format("accessdrift {} (commit {}) tzdata {}\n", kVersion, kCommit, tzdata_version());
}

}  // namespace accessdrift::cli
