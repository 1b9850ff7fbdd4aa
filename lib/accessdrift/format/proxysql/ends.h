#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/format/proxysql/writing.h"

namespace accessdrift::proxysql {

/// What is so of a request on its way through the rules.
struct Way {
  std::string when;   ///< empty: it is any
  std::string user;   ///< empty: it is anybody's
  std::string trail;  ///< ` after 3, 5`, for ids
};

/// With which flag requests end: of the ends that fit one the first tells. The last one fits all.
class Ends {
 public:
  struct End {
    Way way;
    bool is_of_rule = false;  ///< the last on the trail; else no rule ended the chain
    std::int64_t flag = 0;
    At at;
    std::size_t first = 0;  ///< from there on all ends are on its way; of a rule: its own place
  };

  void add(End end) { all_.push_back(std::move(end)); }
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  [[nodiscard]] const End& operator[](std::size_t at) const { return all_[at]; }
  /// Not all requests end with one flag.
  [[nodiscard]] bool differ() const;
  /// Those, by their places, that tell which requests end with a flag: without such that are
  /// followed on their way only by some that say the same of it. Those of `kept` stay.
  [[nodiscard]] std::vector<std::size_t> telling(std::int64_t flag,
                                                 const std::vector<bool>& kept) const;

 private:
  std::vector<End> all_;
};

}  // namespace accessdrift::proxysql
