#include "accessdrift/url/router.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <utility>

#include "accessdrift/url/path.h"

namespace accessdrift {
namespace {

/// The nodes that a path has reached so far, and the best pattern among them.
class Walk {
 public:
  explicit Walk(const UrlTree& tree) : tree_(tree) {
    reached_.reserve(kInlineNodes);
    next_.reserve(kInlineNodes);
  }

  [[nodiscard]] std::uint32_t best_pattern(UrlTree::NodeNumber root, std::string_view path) {
    if (root == UrlTree::kNone) return UrlTree::kNone;
    enter(root);
    reached_.swap(next_);
    for (auto segment = take_segment(path); segment && !reached_.empty();
         segment = take_segment(path)) {
      step(*segment);
    }
    return best_;
  }

 private:
  static constexpr std::size_t kInlineNodes = 64;

  void step(std::string_view segment) {
    next_.clear();
    for (const UrlTree::NodeNumber number : reached_) {
      const UrlTree::Node& node = tree_.node(number);
      if (node.is_across) enter(number);
      enter(node.any);
      enter(node.child(segment));
    }
    reached_.swap(next_);
  }

  /// Only a `**` can be reached in two ways.
  void enter(UrlTree::NodeNumber number) {
    if (number == UrlTree::kNone) return;
    const UrlTree::Node& node = tree_.node(number);
    if (node.is_across && std::ranges::find(next_, number) != next_.end()) return;
    consider(node);
    if (node.is_across || node.any != UrlTree::kNone || !node.named.empty()) {
      next_.push_back(number);
    }
    enter(node.across);
  }

  void consider(const UrlTree::Node& node) {
    if (node.pattern == UrlTree::kNone) return;
    const bool is_better = best_ == UrlTree::kNone || node.literals > best_literals_ ||
                           (node.literals == best_literals_ && node.pattern < best_);
    if (!is_better) return;
    best_ = node.pattern;
    best_literals_ = node.literals;
  }

  const UrlTree& tree_;
  std::array<std::byte, 2 * kInlineNodes * sizeof(UrlTree::NodeNumber) + 64> inline_{};
  std::pmr::monotonic_buffer_resource memory_{inline_.data(), inline_.size()};
  std::pmr::vector<UrlTree::NodeNumber> reached_{&memory_};
  std::pmr::vector<UrlTree::NodeNumber> next_{&memory_};
  std::uint32_t best_ = UrlTree::kNone;
  std::uint32_t best_literals_ = 0;
};

std::vector<UrlPattern> patterns_of(std::vector<UrlRouter::Route>& routes) {
  std::vector<UrlPattern> patterns;
  patterns.reserve(routes.size());
  for (UrlRouter::Route& route : routes) patterns.push_back(std::move(route.pattern));
  return patterns;
}

std::vector<std::uint32_t> owners_of(const std::vector<UrlRouter::Route>& routes) {
  std::vector<std::uint32_t> owners(routes.size());
  std::ranges::transform(routes, owners.begin(), &UrlRouter::Route::owner);
  return owners;
}

}  // namespace

UrlRouter::UrlRouter(std::vector<Route> routes)
    : patterns_(patterns_of(routes)), owners_(owners_of(routes)), tree_(patterns_) {}

std::optional<std::uint32_t> UrlRouter::route(const Url& url) const {
  UrlTree::Origin origin{url.host, false, url.port, url.scheme};
  std::uint32_t best = Walk(tree_).best_pattern(tree_.root(origin), url.path);
  const std::size_t dot = origin.host.find('.');
  if (best == UrlTree::kNone && dot != std::string_view::npos) {
    origin.host.remove_prefix(dot + 1);
    origin.has_any_label = true;
    best = Walk(tree_).best_pattern(tree_.root(origin), url.path);
  }
  if (best == UrlTree::kNone) return std::nullopt;
  return best;
}

std::optional<std::uint32_t> UrlRouter::owner(const Url& url) const {
  const auto found = route(url);
  if (!found) return std::nullopt;
  return owners_[*found];
}

}  // namespace accessdrift
