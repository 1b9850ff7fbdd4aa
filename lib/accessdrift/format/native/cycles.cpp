#include "accessdrift/format/native/cycles.h"

#include <algorithm>
#include <optional>

namespace accessdrift::native {
namespace {

/// Strongly connected components by Tarjan's algorithm, its recursion on a stack of our own.
class Components {
 public:
  explicit Components(const Graph& graph)
      : graph_(graph),
        order_(graph.edges.size(), 0),
        low_(graph.edges.size(), 0),
        component_(graph.edges.size(), 0) {
    for (std::uint32_t node = 0; node < graph.edges.size(); ++node) {
      if (order_[node] == 0) walk(node);
    }
  }

  [[nodiscard]] std::uint32_t of(std::uint32_t node) const { return component_[node]; }

 private:
  struct Frame {
    std::uint32_t node;
    std::size_t next_edge;
  };

  void enter(std::uint32_t node) {
    order_[node] = low_[node] = ++clock_;
    open_.push_back(node);
    frames_.push_back({node, 0});
  }

  void walk(std::uint32_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::uint32_t node = frame.node;
      if (frame.next_edge == graph_.edges[node].size()) {
        leave(node);
        continue;
      }
      const std::uint32_t to = graph_.edges[node][frame.next_edge++].to;
      if (order_[to] == 0) {
        enter(to);
      } else if (component_[to] == 0) {
        low_[node] = std::min(low_[node], order_[to]);
      }
    }
  }

  void leave(std::uint32_t node) {
    frames_.pop_back();
    if (!frames_.empty()) {
      const std::uint32_t above = frames_.back().node;
      low_[above] = std::min(low_[above], low_[node]);
    }
    if (low_[node] != order_[node]) return;
    ++components_;
    while (component_[node] == 0) {
      component_[open_.back()] = components_;
      open_.pop_back();
    }
  }

  const Graph& graph_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> component_;  // 0: still open
  std::vector<std::uint32_t> open_;
  std::vector<Frame> frames_;
  std::uint32_t clock_ = 0;
  std::uint32_t components_ = 0;
};

std::vector<Step> path_back(const std::vector<std::optional<Step>>& came_by, std::uint32_t start) {
  std::vector<Step> cycle;
  std::uint32_t at = start;
  do {
    cycle.push_back(*came_by[at]);
    at = cycle.back().from;
  } while (at != start);
  std::ranges::reverse(cycle);
  return cycle;
}

/// Breadth first within the component of `start`, until it comes back; empty if it does not.
std::vector<Step> cycle_through(const Graph& graph, const Components& components,
                                std::uint32_t start, std::vector<std::optional<Step>>& came_by) {
  std::vector<std::uint32_t> queue = {start};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    for (const Graph::Edge& edge : graph.edges[queue[at]]) {
      if (components.of(edge.to) != components.of(start) || came_by[edge.to]) continue;
      came_by[edge.to] = Step{queue[at], edge};
      if (edge.to == start) return path_back(came_by, start);
      queue.push_back(edge.to);
    }
  }
  return {};
}

}  // namespace

std::vector<std::vector<Step>> find_cycles(const Graph& graph) {
  const Components components(graph);
  std::vector<bool> is_done(graph.edges.size() + 1, false);
  std::vector<std::optional<Step>> came_by(graph.edges.size());
  std::vector<std::vector<Step>> cycles;
  for (std::uint32_t node = 0; node < graph.edges.size(); ++node) {
    const std::uint32_t component = components.of(node);
    if (is_done[component]) continue;
    is_done[component] = true;
    std::vector<Step> cycle = cycle_through(graph, components, node, came_by);
    if (!cycle.empty()) cycles.push_back(std::move(cycle));
  }
  return cycles;
}

}  // namespace accessdrift::native
