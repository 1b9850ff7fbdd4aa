#include "accessdrift/base/time_zones.h"

#include <optional>

namespace accessdrift {

std::shared_ptr<const TimeZone> TimeZones::find(std::string_view name) const {
  const std::lock_guard lock(reading_);
  if (const auto known = known_.find(name); known != known_.end()) return known->second;
  std::shared_ptr<const TimeZone> zone;
  if (source_.read && is_zone_name(name)) {
    if (const auto bytes = source_.read(name)) {
      if (auto parsed = TimeZone::parse(*bytes))
        zone = std::make_shared<const TimeZone>(std::move(*parsed));
    }
  }
  return known_.emplace(name, std::move(zone)).first->second;
}

const std::vector<std::string>& TimeZones::names() const {
  const std::lock_guard lock(reading_);
  if (names_.empty() && source_.names) names_ = source_.names();
  return names_;
}

}  // namespace accessdrift
