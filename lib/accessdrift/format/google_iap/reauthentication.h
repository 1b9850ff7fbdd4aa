#pragma once

#include <optional>
#include <string>

#include "accessdrift/format/source_reading.h"

/// `reauthSettings` of IAP: how long ago, and how, somebody must have signed in again.
namespace accessdrift::google_iap {

struct Reauthentication {
  /// For the settings of a resource below: it is not asked for less than these.
  bool is_minimum = false;
  bool is_disabled = false;  ///< nothing is asked for here
  /// Words for what is asked for; nothing: it cannot be read.
  std::optional<std::string> words;
};

/// What is of no type that they can be is told.
[[nodiscard]] Reauthentication read_reauthentication(SourceReading& reading, NodeView settings);

}  // namespace accessdrift::google_iap
