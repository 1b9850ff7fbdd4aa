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
std::vector<Placed> placed(const std::string& id,
                           const std::vector<SetDeclaration::Member>& members,
                           const std::set<std::pair<Name, bool>>& others, bool is_after_side,
                           const MixedSides& sides, FactChoice& facts) {
  std::vector<Placed> all;
  for (const SetDeclaration::Member& member : members) {
    const FactKey key{Thing::Set, id, "policies",
                      (member.is_set ? "set:" : "") + facts.text(member.id)};
    const bool is_edited = sides.edits.find(key).has_value();
    all.push_back({&member, is_edited || !has_member(others, member),
                   !is_edited || facts.is_after(key) == is_after_side});
  }
  return all;
}

/// Those that can matter: of a long list few do. What is left out stands, or moves, on both sides
/// alike.
std::vector<SetDeclaration::Member> kept_of(const SetDeclaration& set, const MixedSides& sides) {
  std::vector<SetDeclaration::Member> kept;
  std::ranges::copy_if(set.members, std::back_inserter(kept),
                       [&](const auto& member) { return sides.kept.keeps(member); });
  return kept;
}

std::set<std::pair<Name, bool>> ids_of(const std::vector<SetDeclaration::Member>& members) {
  std::set<std::pair<Name, bool>> ids;
  for (const SetDeclaration::Member& member : members) ids.emplace(member.id, member.is_set);
  return ids;
}

}  // namespace

std::vector<SetDeclaration::Member> mixed_order(const std::string& id, const SetDeclaration& b,
                                                const SetDeclaration& a, const MixedSides& sides,
                                                FactChoice& facts) {
  const std::vector<SetDeclaration::Member> kept_before = kept_of(b, sides);
  if (&b == &a) return kept_before;
  const std::vector<SetDeclaration::Member> kept_after = kept_of(a, sides);
  const std::set<std::pair<Name, bool>> before = ids_of(kept_before);
  const std::set<std::pair<Name, bool>> after = ids_of(kept_after);
  if (!sides.edits.has_any(Thing::Set, id, "policies") && before == after) return kept_before;
  const std::vector<Placed> old = placed(id, kept_before, after, false, sides, facts);
  const std::vector<Placed> now = placed(id, kept_after, before, true, sides, facts);
  std::vector<SetDeclaration::Member> made;
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
