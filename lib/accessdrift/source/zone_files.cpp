#include "accessdrift/source/zone_files.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_zone.h"
#include "accessdrift/source/disk.h"

namespace accessdrift {
namespace {

namespace fs = std::filesystem;
using Kind = ZoneFileProblem::Kind;

constexpr std::string_view kMagic = "TZif";

tl::unexpected<ZoneFileProblem> problem(Kind kind, std::string message) {
  return tl::unexpected<ZoneFileProblem>({kind, std::move(message)});
}

/// Whether a name can be that of a zone, which is the same zone on every machine.
bool is_wanted(std::string_view name) {
  constexpr std::array<std::string_view, 2> kLocal{"localtime", "posixrules"};
  constexpr std::array<std::string_view, 2> kCopies{"posix/", "right/"};
  return is_zone_name(name) && std::ranges::find(kLocal, name) == kLocal.end() &&
         std::ranges::none_of(kCopies, [&](auto folder) { return name.starts_with(folder); });
}

/// The first bytes of a file, as many as there are.
std::string start_of(const std::string& path, std::size_t count) {
  std::string bytes(count, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

bool is_zone_file(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && start_of(path, kMagic.size()) == kMagic;
}

ZoneFileProblem not_there(const std::string& folder, std::string_view name) {
  if (zone_names(folder).empty()) {
    return {Kind::NoZoneData, "there is no time-zone data in `" + folder + "`"};
  }
  return {Kind::UnknownZone, "there is no time zone `" + shortened(name) + "`"};
}

}  // namespace

std::string system_zone_folder() {
  const char* const folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

tl::expected<std::string, ZoneFileProblem> read_zone_file(const std::string& folder,
                                                          std::string_view name) {
  if (!is_wanted(name)) return tl::unexpected(not_there(folder, name));
  const std::string path = join_path(folder, std::string(name));
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found || status.type() == fs::file_type::directory) {
    return tl::unexpected(not_there(folder, name));
  }
  if (fs::is_regular_file(status) && fs::file_size(path, error) > kLargestZoneFile) {
    return problem(Kind::Unreadable, "`" + path + "` is too large for a time-zone file");
  }
  auto bytes = read_file(path, path);
  if (!bytes) return problem(Kind::Unreadable, std::move(bytes.error().front().message));
  if (!bytes->starts_with(kMagic)) {
    return problem(Kind::Unreadable, "`" + path + "` is not a time-zone file");
  }
  return *std::move(bytes);
}

std::vector<std::string> zone_names(const std::string& folder) {
  constexpr int kMostEntries = 10'000;
  constexpr int kDeepest = 2;
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (int entries = 0; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (++entries > kMostEntries) return {};
    const std::string name = at->path().lexically_relative(folder).generic_string();
    if (at.depth() == kDeepest || !is_wanted(name + "/x")) at.disable_recursion_pending();
    if (is_wanted(name) && is_zone_file(at->path().native())) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

std::optional<std::string> zone_data_version(const std::string& folder) {
  constexpr std::string_view kStart = "# version ";
  constexpr std::size_t kLongestLine = 64;
  const std::string start = start_of(join_path(folder, "tzdata.zi"), kLongestLine);
  const std::size_t end = start.find('\n');
  if (!start.starts_with(kStart) || end == std::string::npos) return std::nullopt;
  std::string version = start.substr(kStart.size(), end - kStart.size());
  const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
  if (version.empty() || !std::ranges::all_of(version, is_plain)) return std::nullopt;
  return version;
}

std::shared_ptr<const TimeZones> system_zones() {
  const std::string folder = system_zone_folder();
  TimeZones::Source source;
  source.folder = folder;
  source.read = [folder](std::string_view name) -> std::optional<std::string> {
    auto bytes = read_zone_file(folder, name);
    if (!bytes) return std::nullopt;
    return std::move(*bytes);
  };
  source.names = [folder] { return zone_names(folder); };
  return std::make_shared<const TimeZones>(std::move(source));
}

}  // namespace accessdrift
