#include "accessdrift/cause/mixed_order.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace accessdrift {
namespace {

using MemberIds = std::set<std::pair<Name, bool>>;

MemberIds ids_of(const SetDeclaration& set) {
  MemberIds ids;
  for (const SetDeclaration::Member& member : set.members) ids.emplace(member.id, member.is_set);
  return ids;
}

struct Placed {
  const SetDeclaration::Member* member = nullptr;
  bool is_moved = false;  ///< or comes, or goes
  bool is_here = false;
};

class OrderMixing {
 public:
  OrderMixing(const std::string& id, const MixedSides& sides, FactChoice& facts)
      : id_(id), sides_(sides), facts_(facts) {}

  [[nodiscard]] bool is_edited() const { return sides_.edits.has_any(Thing::Set, id_, kOrder); }

  /// A member of one side only that has no edit comes and goes with what it names.
  [[nodiscard]] std::vector<Placed> placed(const SetDeclaration& set, const MemberIds& others,
                                           bool is_after_side) const {
    std::vector<Placed> all;
    all.reserve(set.members.size());
    for (const SetDeclaration::Member& member : set.members) {
      const FactKey key{Thing::Set, id_, kOrder,
                        (member.is_set ? "set:" : "") + facts_.text(member.id)};
      const bool is_edited = sides_.edits.find(key).has_value();
      const bool is_kept = sides_.kept.keeps(member);
      all.push_back({&member, is_edited || !others.contains({member.id, member.is_set}),
                     is_kept && (!is_edited || facts_.is_after(key) == is_after_side)});
    }
    return all;
  }

 private:
  static constexpr const char* kOrder = "policies";

  const std::string& id_;
  const MixedSides& sides_;
  FactChoice& facts_;
};

/// Those that are moved, up to the next that is not.
void take_moved(const std::vector<Placed>& all, std::size_t& at,
                std::vector<SetDeclaration::Member>& made) {
  for (; at < all.size() && all[at].is_moved; ++at) {
    if (all[at].is_here) made.push_back(*all[at].member);
  }
}

std::vector<SetDeclaration::Member> mixed(const std::vector<Placed>& old,
                                          const std::vector<Placed>& now) {
  std::vector<SetDeclaration::Member> made;
  std::size_t j = 0;
  for (std::size_t i = 0;; ++i) {
    take_moved(old, i, made);
    take_moved(now, j, made);
    if (i == old.size()) return made;
    if (old[i].is_here) made.push_back(*old[i].member);
    if (j < now.size()) ++j;
  }
}

}  // namespace

std::vector<SetDeclaration::Member> mixed_order(const std::string& id, const SetDeclaration& b,
                                                const SetDeclaration& a, const MixedSides& sides,
                                                FactChoice& facts) {
  const OrderMixing mixing(id, sides, facts);
  const MemberIds before = ids_of(b);
  const MemberIds after = ids_of(a);
  if (&b != &a && (mixing.is_edited() || before != after))
    return mixed(mixing.placed(b, after, false), mixing.placed(a, before, true));
  std::vector<SetDeclaration::Member> made;
  std::ranges::copy_if(b.members, std::back_inserter(made),
                       [&](const auto& member) { return sides.kept.keeps(member); });
  return made;
}

}  // namespace accessdrift
