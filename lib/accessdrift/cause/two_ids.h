#pragma once

#include <string>
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

}  // namespace accessdrift
