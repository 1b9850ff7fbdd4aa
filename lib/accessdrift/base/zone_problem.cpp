#include "accessdrift/base/zone_problem.h"

#include <algorithm>
#include <vector>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

/// On one line, whatever was taken for a name.
std::string quoted(std::string_view text) {
  std::string line = shortened(text);
  std::ranges::replace_if(line, [](unsigned char c) { return c < ' '; }, ' ');
  return "`" + line + "`";
}

ZoneProblem no_data(const TimeZones& zones, std::string_view name) {
  const std::string where =
      zones.folder().empty() ? "on this machine" : "in " + quoted(zones.folder());
  return {"no-zone-data", "there is no time-zone data " + where,
          "needed for the zone " + quoted(name),
          "install the package tzdata, or let TZDIR name the folder of the zone files"};
}

/// CEL's `+02:00`.
bool is_offset(std::string_view name) {
  return !name.empty() && (name.front() == '+' || name.front() == '-' ||
                           (name.front() >= '0' && name.front() <= '9'));
}

std::string help_with_name(std::string_view name, const std::vector<std::string>& known) {
  if (is_offset(name)) {
    return "name a zone: `Europe/Berlin`, or `Etc/GMT-2` for two hours ahead of UTC";
  }
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto near = nearest(name, candidates);
  return near ? "did you mean " + quoted(*near) + "?" : std::string();
}

}  // namespace

ZoneProblem why_not_found(const TimeZones& zones, std::string_view name) {
  const std::vector<std::string>& known = zones.names();
  if (known.empty()) return no_data(zones, name);
  if (std::ranges::binary_search(known, name)) {
    return {"unknown-zone", "the file of time zone " + quoted(name) + " cannot be read",
            "malformed in " + quoted(zones.folder()), "install the package tzdata again"};
  }
  return {"unknown-zone", "unknown time zone " + quoted(name), "no zone has this name",
          help_with_name(name, known)};
}

}  // namespace accessdrift
