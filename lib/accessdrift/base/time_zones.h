#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/time_zone.h"

namespace accessdrift {

/// The time zones of a machine by name, each read when it is first asked for. Thread-safe.
class TimeZones {
 public:
  /// Where zones come from: the bytes of a zone's file, nothing if there is none that can be read;
  /// and, for suggestions, all names.
  struct Source {
    std::function<std::optional<std::string>(std::string_view name)> read;
    std::function<std::vector<std::string>()> names;
    std::string folder;  ///< for messages
  };
  /// Without any zone.
  TimeZones() = default;
  explicit TimeZones(Source source) : source_(std::move(source)) {}

  /// Null if there is no such zone, or its file is malformed.
  [[nodiscard]] std::shared_ptr<const TimeZone> find(std::string_view name) const;
  /// Sorted.
  [[nodiscard]] const std::vector<std::string>& names() const;
  [[nodiscard]] const std::string& folder() const { return source_.folder; }

 private:
  Source source_;
  mutable std::mutex reading_;
  mutable std::map<std::string, std::shared_ptr<const TimeZone>, std::less<>> known_;
  mutable std::vector<std::string> names_;
};

}  // namespace accessdrift
