#include "accessdrift/format/proxysql/ends.h"

#include <algorithm>

namespace accessdrift::proxysql {
namespace {

/// A way that ends further behind.
struct Open {
  std::size_t first = 0;
  bool has_flag = false;  ///< whoever comes to its end has the flag that is asked for
  bool is_alike = true;   ///< so is it of all ends on it that were seen
};

/// What is seen on a way is seen on the one around it.
void close_those_behind(std::size_t at, std::vector<Open>& open) {
  while (!open.empty() && open.back().first > at) {
    const bool is_alike = open.back().is_alike;
    open.pop_back();
    if (!is_alike && !open.empty()) open.back().is_alike = false;
  }
}

}  // namespace

bool Ends::differ() const {
  return std::ranges::any_of(all_, [this](const End& end) { return end.flag != all_.back().flag; });
}

std::vector<std::size_t> Ends::telling(std::int64_t flag, const std::vector<bool>& kept) const {
  std::vector<std::size_t> telling;
  std::vector<Open> open;
  for (std::size_t at = all_.size(); at-- > 0;) {
    const bool has_flag = all_[at].flag == flag;
    close_those_behind(at, open);
    const bool is_told_behind =
        !open.empty() && open.back().is_alike && open.back().has_flag == has_flag;
    if (!is_told_behind && !open.empty()) open.back().is_alike = false;
    if (!is_told_behind || kept[at]) telling.push_back(at);
    const std::size_t first = open.empty() ? 0 : all_[at].first;  // the last one fits all
    open.push_back({first, has_flag, true});
  }
  std::ranges::reverse(telling);
  return telling;
}

}  // namespace accessdrift::proxysql
