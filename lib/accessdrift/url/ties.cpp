#include "accessdrift/url/ties.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <unordered_set>
#include <utility>

#include "accessdrift/url/overlap.h"
#include "accessdrift/url/tree.h"

namespace accessdrift {
namespace {

using Kind = PatternSegment::Kind;

/// Follows one pattern and all others of its origin at once, over every path that they share.
class TieSearch {
 public:
  TieSearch(const UrlTree& tree, const UrlPattern& pattern, std::uint32_t number)
      : tree_(tree),
        segments_(pattern.segments),
        literals_(static_cast<std::uint32_t>(specificity_of(pattern).path)),
        earliest_(number) {}

  /// The earliest pattern that overlaps the given one and is as specific: at least itself.
  [[nodiscard]] std::uint32_t earliest(UrlTree::NodeNumber root) {
    reach(root, 0);
    while (!open_.empty()) {
      const Place place = open_.back();
      open_.pop_back();
      leave(place);
    }
    return earliest_;
  }

 private:
  struct Place {
    UrlTree::NodeNumber node = UrlTree::kNone;
    std::uint32_t segment = 0;  ///< how many of the pattern's are matched
  };

  void reach(UrlTree::NodeNumber number, std::uint32_t segment) {
    if (number == UrlTree::kNone) return;
    const UrlTree::Node& node = tree_.node(number);
    if (node.literals > literals_ || node.most_literals < literals_) return;
    if (node.first_pattern >= earliest_) return;
    if (!seen_.insert(std::uint64_t{number} << 32U | segment).second) return;
    // What follows the last segment of a pattern is free, so from here on the two can go on alike.
    if (node.literals == literals_) earliest_ = std::min(earliest_, node.pattern);
    open_.push_back({number, segment});
  }

  void reach_all_children(const UrlTree::Node& node, std::uint32_t segment) {
    reach(node.any, segment);
    for (const UrlTree::Child& child : node.named) {
      if (node.first_pattern >= earliest_) return;
      reach(child.node, segment);
    }
  }

  void leave(Place place) {
    const UrlTree::Node& node = tree_.node(place.node);
    reach(node.across, place.segment);
    if (place.segment == segments_.size()) return reach_all_children(node, place.segment);

    const PatternSegment& segment = segments_[place.segment];
    const std::uint32_t next = place.segment + 1;
    if (node.is_across || segment.kind == Kind::Across) reach(place.node, next);
    if (segment.kind == Kind::Across) return reach_all_children(node, place.segment);
    if (segment.kind == Kind::Any) return reach_all_children(node, next);
    reach(node.any, next);
    reach(node.child(segment.text), next);
  }

  const UrlTree& tree_;
  const std::vector<PatternSegment>& segments_;
  std::uint32_t literals_;
  std::uint32_t earliest_;
  std::vector<Place> open_;
  std::unordered_set<std::uint64_t> seen_;  // only asked, never walked
};

}  // namespace

std::vector<UrlTie> ties(const std::vector<UrlPattern>& patterns) {
  const UrlTree tree(patterns);
  std::vector<UrlTie> found;
  for (std::uint32_t second = 0; second < patterns.size(); ++second) {
    const UrlPattern& pattern = patterns[second];
    const std::uint32_t first =
        TieSearch(tree, pattern, second).earliest(tree.root(origin_of(pattern)));
    if (first == second) continue;
    auto url = tie(patterns[first], pattern);
    assert(url.has_value());
    found.push_back({first, second, *std::move(url)});
  }
  return found;
}

}  // namespace accessdrift
