#include "accessdrift/cause/mixed_order.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace accessdrift {
namespace {

struct Placed {
  const SetDeclaration::Member* member = nullptr;
  bool is_moved = false;  ///< or comes, or goes
  bool is_here = false;
};

bool has_member(const std::set<std::pair<Name, bool>>& members,
                const SetDeclaration::Member& member) {
  return members.contains({member.id, member.is_set});
}

/// A member of one side only that has no edit comes and goes with what it names.
std::vector<Placed> placed(const std::string& id, const SetDeclaration& set,
                           const std::set<std::pair<Name, bool>>& others, bool is_after_side,
                           const MixedSides& sides, FactChoice& facts) {
  std::vector<Placed> all;
  for (const SetDeclaration::Member& member : set.members) {
    const FactKey key{Thing::Set, id, "policies",
                      (member.is_set ? "set:" : "") + facts.text(member.id)};
    const bool is_edited = sides.edits.find(key).has_value();
    const bool is_kept = sides.kept.keeps(member);
    all.push_back({&member, is_edited || !has_member(others, member),
                   is_kept && (!is_edited || facts.is_after(key) == is_after_side)});
  }
  return all;
}

std::set<std::pair<Name, bool>> members_of(const SetDeclaration& set) {
  std::set<std::pair<Name, bool>> members;
  for (const SetDeclaration::Member& member : set.members)
    members.emplace(member.id, member.is_set);
  return members;
}

}  // namespace

std::vector<SetDeclaration::Member> mixed_order(const std::string& id, const SetDeclaration& b,
                                                const SetDeclaration& a, const MixedSides& sides,
                                                FactChoice& facts) {
  std::vector<SetDeclaration::Member> made;
  const std::set<std::pair<Name, bool>> before = members_of(b);
  const std::set<std::pair<Name, bool>> after = members_of(a);
  const bool is_as_before = !sides.edits.has_any(Thing::Set, id, "policies") && before == after;
  if (&b == &a || is_as_before) {
    std::ranges::copy_if(b.members, std::back_inserter(made),
                         [&](const auto& member) { return sides.kept.keeps(member); });
    return made;
  }
  const std::vector<Placed> old = placed(id, b, after, false, sides, facts);
  const std::vector<Placed> now = placed(id, a, before, true, sides, facts);
  std::size_t i = 0;
  std::size_t j = 0;
  const auto take_moved = [&](const std::vector<Placed>& all, std::size_t& at) {
    for (; at < all.size() && all[at].is_moved; ++at) {
      if (all[at].is_here) made.push_back(*all[at].member);
    }
  };
  while (true) {
    take_moved(old, i);
    take_moved(now, j);
    if (i == old.size()) return made;
    if (old[i].is_here) made.push_back(*old[i].member);
    ++i;
    if (j < now.size()) ++j;
  }
}

}  // namespace accessdrift
