#pragma once

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// `to` takes ids and globs; an id holds no `*`.
[[nodiscard]] inline bool is_glob(std::string_view text) {
  return text.find('*') != std::string_view::npos;
}

/// Whether an id or a glob means an id, or a path.
[[nodiscard]] inline bool selects(std::string_view selector, std::string_view id) {
  return selector == id || (is_glob(selector) && glob_matches(selector, id));
}

/// Finds the resources that a glob matches, each glob once. Those that share the text before its
/// first `*` stand together, so only they are tried. REQUIRES: the snapshot's `resource_by_name`
/// stands; the snapshot outlives the index and does not move.
class GlobIndex {
 public:
  explicit GlobIndex(const Snapshot& snapshot) : snapshot_(snapshot) {}

  /// In the order of their ids as bytes.
  [[nodiscard]] const std::vector<ResourceIndex>& matches(Name glob);

 private:
  [[nodiscard]] std::vector<ResourceIndex> search(std::string_view glob);
  void sort_resources();

  const Snapshot& snapshot_;
  std::vector<std::pair<std::string_view, ResourceIndex>> by_text_;
  std::unordered_map<Name, std::vector<ResourceIndex>> found_;
};

}  // namespace accessdrift
