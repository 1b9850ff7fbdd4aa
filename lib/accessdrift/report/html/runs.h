#pragma once

#include <algorithm>
#include <optional>
#include <vector>

namespace accessdrift {

/// From `begin` on, before `end`; without one of them: without a bound.
template <typename Point>
struct Run {
  std::optional<Point> begin, end;
  friend bool operator==(const Run&, const Run&) = default;
};

/// Whether all of `inner`, which no bound of `outer` cuts, lies in it.
template <typename Point>
bool covers(const Run<Point>& outer, const Run<Point>& inner) {
  const bool starts = !outer.begin || (inner.begin && *outer.begin <= *inner.begin);
  const bool ends = !outer.end || (inner.end && *inner.end <= *outer.end);
  return starts && ends;
}

/// The runs into which the bounds of some runs cut everything, ascending.
template <typename Point>
std::vector<Run<Point>> pieces_of(const std::vector<Run<Point>>& runs) {
  std::vector<Point> bounds;
  for (const Run<Point>& run : runs) {
    if (run.begin) bounds.push_back(*run.begin);
    if (run.end) bounds.push_back(*run.end);
  }
  std::ranges::sort(bounds);
  const auto repeated = std::ranges::unique(bounds);
  bounds.erase(repeated.begin(), repeated.end());
  std::vector<Run<Point>> pieces;
  std::optional<Point> begin;
  for (const Point& bound : bounds) {
    pieces.push_back({begin, bound});
    begin = bound;
  }
  pieces.push_back({begin, std::nullopt});
  return pieces;
}

}  // namespace accessdrift
