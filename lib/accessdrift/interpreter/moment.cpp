#include "accessdrift/interpreter/moment.h"

namespace accessdrift::interpreting {

Moment Moment::of(const Told& time) {
  Moment moment;
  moment.is_open_ = time.state == Told::State::NotTold;
  const auto* told = std::get_if<Time>(&time.value);
  const bool is_told = time.state == Told::State::Present && told != nullptr;
  if (is_told && is_in_range(told->instant)) moment.instant_ = told->instant;
  return moment;
}

Truth Moment::is_before(Instant end) const {
  if (end == kForever) return Truth::of(true);
  if (is_open_) return {true, true, false};
  return Truth::of(instant_ && *instant_ < end);
}

}  // namespace accessdrift::interpreting
