#pragma once

#include <limits>
#include <optional>

#include "accessdrift/base/calendar.h"
#include "accessdrift/interpreter/evaluate.h"
#include "accessdrift/model/value.h"

namespace accessdrift::interpreting {

/// The end of what never ends.
inline constexpr Instant kForever = std::numeric_limits<Instant>::max();

/// When a request is made, as far as it was told.
class Moment {
 public:
  /// `time` is what was told of `request.time`. What is no time of conditions tells nothing: then
  /// everything that ends has ended.
  [[nodiscard]] static Moment of(const Told& time);

  [[nodiscard]] bool is_open() const { return is_open_; }
  /// Nothing if it was not told, or cannot be read.
  [[nodiscard]] std::optional<Instant> instant() const { return instant_; }
  /// Whether what is over from `end` on still lasts.
  [[nodiscard]] Truth is_before(Instant end) const;

 private:
  bool is_open_ = false;
  std::optional<Instant> instant_;
};

}  // namespace accessdrift::interpreting
