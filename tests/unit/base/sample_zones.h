#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accessdrift/base/time_zones.h"

namespace accessdrift {

/// A zone file whose clock shows UTC.
inline std::string sample_zone_file() {
  const auto block = [] {
    std::string bytes = "TZif2" + std::string(15, '\0');
    for (const char count : {'\0', '\0', '\0', '\0', '\1', '\4'})
      bytes += std::string(3, '\0') + count;
    return bytes + std::string(6, '\0') + "UTC" + '\0';
  };
  return block() + block() + "\nUTC0\n";
}

/// A machine that has three zones, and the file of a fourth that is broken.
inline std::shared_ptr<const TimeZones> sample_zones() {
  const std::vector<std::string> names = {"America/New_York", "Broken/Zone", "Europe/Berlin",
                                          "UTC"};
  TimeZones::Source source;
  source.folder = "/zones";
  source.names = [names] { return names; };
  source.read = [names](std::string_view name) -> std::optional<std::string> {
    if (name == "Broken/Zone") return "TZif";
    for (const std::string& known : names)
      if (known == name) return sample_zone_file();
    return std::nullopt;
  };
  return std::make_shared<const TimeZones>(std::move(source));
}

}  // namespace accessdrift
