#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::naive {

/// The values of one request attribute that are tried, absent among them where it may be.
struct Axis {
  std::string attribute;
  std::vector<Told> values;
};

/// Requests such that any request is decided like one of them by both sides: every combination of
/// the axes' values, numbered.
class RepresentativeRequests {
 public:
  RepresentativeRequests() = default;
  explicit RepresentativeRequests(std::vector<Axis> axes);
  /// One axis for each attribute that a condition, or the scopes of a policy, of either side reads,
  /// but for what a URL tells, and one for `request.time`, with instants not before `from`. Of
  /// times that are decided alike more than one is tried as long as there are no more than `most`
  /// requests.
  [[nodiscard]] static RepresentativeRequests of(const Snapshot& before, const Snapshot& after,
                                                 Instant from, std::size_t most);

  [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }
  /// The number of combinations.
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Which value of an axis a request has.
  [[nodiscard]] std::size_t digit(std::size_t request, std::size_t axis) const {
    return request / steps_[axis] % axes_[axis].values.size();
  }
  [[nodiscard]] RequestAttributes request(std::size_t number) const;

 private:
  std::vector<Axis> axes_;
  std::vector<std::size_t> steps_;  ///< by axis: between two requests that differ in it alone
  std::size_t size_ = 1;
};

}  // namespace accessdrift::naive
