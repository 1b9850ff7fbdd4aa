#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/base/source_text.h"
#include "accessdrift/document/document.h"

namespace accessdrift::scim {

/// Pages of lists, and what they hold of what they say that there is.
class Pages {
 public:
  /// One list; pages that say one total are of one.
  struct List {
    bool are_groups = false;
    std::uint64_t total = 0;
    std::uint64_t held = 0;
    Span said;  ///< by the first page
  };

  /// Begins the page that a file is, if it is one.
  void begin(NodeView root);
  /// A resource on it, by the provider's id, which may be none. `id` is of the side's names.
  void count(Name id, bool is_group);
  void end();

  /// Lists that hold less than they say. `names` is how many names there are.
  [[nodiscard]] std::vector<List> partial(std::size_t names);

 private:
  // One page may be there twice. By the provider's id.
  struct Held {
    std::vector<Name> users, groups;
    std::uint64_t nameless = 0;
    Span said;
  };

  /// Are they groups, and how many of all.
  using Key = std::pair<bool, std::uint64_t>;

  void hold(const Key& list, const Held& page);
  void join();

  std::optional<std::uint64_t> total_;  ///< of the page that has begun
  Held page_;
  bool has_groups_ = false;
  bool has_others_ = false;
  std::map<Key, Held> lists_;
  std::set<std::uint64_t> mixed_;        ///< totals of lists of both kinds
  std::map<std::uint64_t, Span> empty_;  ///< the first empty page of a total
};

}  // namespace accessdrift::scim
