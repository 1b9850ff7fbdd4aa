#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/base/source_text.h"

namespace accessdrift::native {

/// Things that lead to things, with the places that say so.
struct Graph {
  struct Edge {
    std::uint32_t to = 0;
    Span span;
  };
  std::vector<std::vector<Edge>> edges;  ///< by thing, in declared order
};

struct Step {
  std::uint32_t from = 0;
  Graph::Edge edge;
};

/// For each set of things that lead to one another, a shortest cycle through its first thing.
/// Sorted by first thing. Linear; no recursion.
[[nodiscard]] std::vector<std::vector<Step>> find_cycles(const Graph& graph);

}  // namespace accessdrift::native
