#pragma once

#include <optional>
#include <string>
#include <vector>

namespace accessdrift {

/// A member of an order that was added, removed or moved, with its place on either side.
struct SequenceEdit {
  std::string item;
  std::optional<std::size_t> before;
  std::optional<std::size_t> after;
  /// Of a removed one: the place on the after side of the next member that is still there.
  std::optional<std::size_t> seam = {};
};

/// By longest common subsequence; of several the one that keeps the earliest members of the before
/// side (DESIGN §4). Members are distinct on each side. Sorted by place, after side first. Cost: n
/// log n (members are distinct, so the longest common subsequence is a longest ascending one).
[[nodiscard]] std::vector<SequenceEdit> sequence_edits(const std::vector<std::string>& before,
                                                       const std::vector<std::string>& after);

}  // namespace accessdrift
