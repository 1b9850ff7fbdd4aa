#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "accessdrift/url/pattern.h"

namespace accessdrift {

/// The paths of many patterns as trees of segments, one for each scheme, port and host; a host and
/// its `*.` apart. A pattern stands at the node that its last segment leads to. Deterministic; n
/// log n to build. It keeps views into the patterns, which must outlive it and not move.
class UrlTree {
 public:
  using NodeNumber = std::uint32_t;
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  struct Child {
    std::string_view text;
    NodeNumber node = kNone;
  };
  struct Node {
    std::uint32_t pattern = kNone;        ///< the first of those that stand here
    std::uint32_t first_pattern = kNone;  ///< of those here or below
    std::uint32_t literals = 0;           ///< the path's specificity from the root to here
    std::uint32_t most_literals = 0;      ///< of a pattern here or below
    bool is_across = false;               ///< it takes any number of segments
    NodeNumber any = kNone;
    NodeNumber across = kNone;
    std::vector<Child> named;  ///< sorted by text
    /// The child for this segment, or `kNone`.
    [[nodiscard]] NodeNumber child(std::string_view text) const;
    void note_below(std::uint32_t number, std::uint32_t its_literals);
  };

  /// Where patterns stand; the order of look-ups.
  struct Origin {
    std::string_view host;
    bool has_any_label = false;
    std::uint16_t port = 0;
    std::string_view scheme;
    friend auto operator<=>(const Origin&, const Origin&) = default;
  };

  explicit UrlTree(std::span<const UrlPattern> patterns);

  /// The root for this origin, or `kNone`.
  [[nodiscard]] NodeNumber root(const Origin& origin) const;
  [[nodiscard]] const Node& node(NodeNumber number) const { return nodes_[number]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

 private:
  struct Root {
    Origin origin;
    NodeNumber node = kNone;
  };

  void add(const UrlPattern& pattern, std::uint32_t number);
  [[nodiscard]] NodeNumber new_node(std::uint32_t literals, bool is_across);
  [[nodiscard]] NodeNumber child_for(NodeNumber parent, const PatternSegment& segment);

  std::vector<Root> roots_;  // sorted
  std::vector<Node> nodes_;  // parents before children
};

[[nodiscard]] inline UrlTree::Origin origin_of(const UrlPattern& pattern) {
  return {pattern.host, pattern.has_any_label, pattern.port, pattern.scheme};
}

}  // namespace accessdrift
