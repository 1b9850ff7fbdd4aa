#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/base/time_zones.h"

namespace accessdrift {

/// Why there are no bytes for a zone. `message` is as in `Diagnostic`.
struct ZoneFileProblem {
  enum class Kind : std::uint8_t {
    UnknownZone,  ///< there is zone data, but none of this name
    NoZoneData,   ///< the folder is missing or holds no zone at all; never taken for UTC
    Unreadable,   ///< something of this name is there that cannot be used
  };
  Kind kind = Kind::UnknownZone;
  std::string message;
};

/// A larger zone file is refused; the largest of tzdata has some 4 KiB.
inline constexpr std::uint64_t kLargestZoneFile = std::uint64_t{1} << 20U;

/// The system's zone files: the folder that TZDIR names, as for the C library, if that is set and
/// not empty, else /usr/share/zoneinfo.
[[nodiscard]] std::string system_zone_folder();

/// The bytes of a zone's file, which starts with `TZif`; `UTC` is read from its file like any
/// other. Links are followed. Only names as `is_zone_name` tells are looked for; `localtime` and
/// `posixrules`, which mean another zone on every machine, and what lies in `posix/` and `right/`
/// are unknown.
[[nodiscard]] tl::expected<std::string, ZoneFileProblem> read_zone_file(const std::string& folder,
                                                                        std::string_view name);

/// All that `read_zone_file` can read, sorted as bytes: what a wrong name can have meant. At most
/// three levels deep; none of a folder with more than 10,000 entries, which is no zone folder.
/// Cost: opens every file.
[[nodiscard]] std::vector<std::string> zone_names(const std::string& folder);

/// `2025b`, by the first line of the folder's `tzdata.zi`; nothing if that is missing or other.
[[nodiscard]] std::optional<std::string> zone_data_version(const std::string& folder);

/// The zones of `system_zone_folder`.
[[nodiscard]] std::shared_ptr<const TimeZones> system_zones();

}  // namespace accessdrift
