#include "accessdrift/load/rounds.h"

#include <string>
#include <utility>

namespace accessdrift {

bool Rounds::is_another_needed(ToldByFormat told) {
  last_ = std::exchange(told_, std::move(told));
  return ++rounds_ < kMost && last_ != told_;
}

Diagnostics Rounds::problems() const {
  if (rounds_ < kMost || last_ == told_) return {};
  std::string formats;
  for (const auto& [format, count] : told_) {
    const auto known = last_.find(format);
    if (known == last_.end() || known->second != count)
      formats += (formats.empty() ? "`" : ", `") + std::string(format) + "`";
  }
  return {error_without_place(
      "endless-telling",
      "what files of " + formats + " tell each other comes to no end in " + std::to_string(kMost) +
          " rounds",
      "leave them out by `sources`, or compare smaller parts; it is a mistake of this program's")};
}

}  // namespace accessdrift
