#include "accessdrift/url/tree.h"

#include <algorithm>
#include <numeric>

namespace accessdrift {

UrlTree::NodeNumber UrlTree::Node::child(std::string_view text) const {
  const auto found = std::ranges::lower_bound(named, text, {}, &Child::text);
  return found == named.end() || found->text != text ? kNone : found->node;
}

void UrlTree::Node::note_below(std::uint32_t number, std::uint32_t its_literals) {
  first_pattern = std::min(first_pattern, number);
  most_literals = std::max(most_literals, its_literals);
}

UrlTree::UrlTree(std::span<const UrlPattern> patterns) {
  std::vector<std::uint32_t> order(patterns.size());
  std::iota(order.begin(), order.end(), 0U);
  // Sorted, so that roots and children are only ever added at the end; the earliest of equals
  // first.
  std::ranges::stable_sort(
      order, {}, [&](std::uint32_t number) -> const UrlPattern& { return patterns[number]; });
  for (const std::uint32_t number : order) add(patterns[number], number);
}

void UrlTree::add(const UrlPattern& pattern, std::uint32_t number) {
  const Origin origin = origin_of(pattern);
  if (roots_.empty() || roots_.back().origin != origin) {
    roots_.push_back({origin, new_node(0, false)});
  }
  const auto literals = static_cast<std::uint32_t>(specificity_of(pattern).path);
  NodeNumber at = roots_.back().node;
  for (const PatternSegment& segment : pattern.segments) {
    nodes_[at].note_below(number, literals);
    at = child_for(at, segment);
  }
  nodes_[at].note_below(number, literals);
  if (nodes_[at].pattern == kNone) nodes_[at].pattern = number;
}

UrlTree::NodeNumber UrlTree::new_node(std::uint32_t literals, bool is_across) {
  Node node;
  node.literals = literals;
  node.is_across = is_across;
  nodes_.push_back(std::move(node));
  return static_cast<NodeNumber>(nodes_.size() - 1);
}

UrlTree::NodeNumber UrlTree::child_for(NodeNumber parent, const PatternSegment& segment) {
  using Kind = PatternSegment::Kind;
  const auto literals =
      static_cast<std::uint32_t>(nodes_[parent].literals + literal_count(segment));
  if (segment.kind == Kind::Text) {
    const auto& named = nodes_[parent].named;
    if (!named.empty() && named.back().text == segment.text) return named.back().node;
    const NodeNumber added = new_node(literals, false);
    nodes_[parent].named.push_back({segment.text, added});
    return added;
  }
  const bool is_across = segment.kind == Kind::Across;
  const NodeNumber known = is_across ? nodes_[parent].across : nodes_[parent].any;
  if (known != kNone) return known;
  const NodeNumber added = new_node(literals, is_across);
  (is_across ? nodes_[parent].across : nodes_[parent].any) = added;
  return added;
}

UrlTree::NodeNumber UrlTree::root(const Origin& origin) const {
  const auto found = std::ranges::lower_bound(roots_, origin, {}, &Root::origin);
  return found == roots_.end() || found->origin != origin ? kNone : found->node;
}

}  // namespace accessdrift
