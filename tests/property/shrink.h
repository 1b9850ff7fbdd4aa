#pragma once

#include <functional>

#include "worlds.h"

namespace accessdrift::property {

/// The world made smaller as long as `fails` holds of it: entries and list elements are dropped one
/// by one, of both sides at once where they are equal. Greedy; at most `tries` worlds are tried.
[[nodiscard]] World shrink(World world, const std::function<bool(const World&)>& fails,
                           std::size_t tries = 3000);

}  // namespace accessdrift::property
