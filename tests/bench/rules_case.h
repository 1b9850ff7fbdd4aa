#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/in_memory.h"

namespace accessdrift::bench {

struct Sizes {
  std::size_t roles = 100'000;
  std::size_t lines = 5'000;
  std::size_t databases = 2'000;
};

using Edited = std::pair<std::string, Files>;  // what, and the files after

/// A long list of rules, and versions of it.
struct Case {
  std::string format;
  Files before;
  std::vector<Edited> edits;
};

}  // namespace accessdrift::bench
