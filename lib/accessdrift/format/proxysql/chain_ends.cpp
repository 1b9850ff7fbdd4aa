#include <utility>
#include <vector>

#include "accessdrift/format/proxysql/chain.h"

namespace accessdrift::proxysql {

Ends Chain::ends() {
  asked_ = Asked::Ends;
  ends_ = {};
  walk_all();
  return std::move(ends_);
}

/// The chain ends with the rule.
void Chain::add_ends(const Rule& rule, const Way& way) {
  std::vector<std::int64_t> flags = rule.drawn_flags;
  if (flags.empty()) flags.push_back(rule.flag_out >= 0 ? rule.flag_out : rule.flag_in);
  const At at{rule.row->file, rule.row->place};
  for (const std::int64_t flag : flags)
    add({way_to(flag, flags, rule, way), true, flag, at, ends_.size()});
}

void Chain::add(Ends::End end) {
  if (written_ >= kMostWritten) return tell_too_many(end.at);
  ++written_;
  ends_.add(std::move(end));
}

}  // namespace accessdrift::proxysql
