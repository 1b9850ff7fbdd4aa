#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// A person, resource or group that goes by another id on each side (DESIGN §3, pairing).
struct TwoIds {
  Thing thing = Thing::User;
  std::string before;
  std::string after;
};

/// Of the two sides, in no order that means anything. Cost: linear in the people.
[[nodiscard]] std::vector<TwoIds> two_ids_of(const Comparison& comparison);

/// Finds one of many.
class TwoIdsIndex {
 public:
  explicit TwoIdsIndex(const Comparison& comparison);

  /// Null if no user has these two.
  [[nodiscard]] const TwoIds* user(std::string_view before, std::string_view after) const;

 private:
  std::vector<TwoIds> all_;
  std::multimap<std::string, std::uint32_t, std::less<>> by_id_;  ///< either; place in `all_`
};

}  // namespace accessdrift
