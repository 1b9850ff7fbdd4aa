#include "accessdrift/interpreter/belonging.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

/// What a user belongs to beside the lists, as far as it was told.
class Belongs {
 public:
  Belongs(const Snapshot& snapshot, UserIndex user, Telling told)
      : snapshot_(snapshot),
        user_(user),
        told_(told),
        facts_(facts_of_user(snapshot, user, std::move(told))) {}

  [[nodiscard]] Truth by_rule(GroupIndex group) const {
    const auto rule = as_read_for(snapshot_, user_, snapshot_.rules[group.index()]);
    const Truth truth = evaluate(*rule, rule->root(), facts_);
    return {truth.may_hold, truth.may_fail || truth.may_err, false};  // an error is no member
  }

  [[nodiscard]] Truth as_further_member(GroupIndex group) const {
    if (snapshot_.is_representative(user_) || !is_within(group)) return Truth::of(false);
    const Told told = told_(attribute_of(group));
    if (told.state == Told::State::NotTold) return {true, true, false};
    return Truth::of(told.value == Value{true} && told.state == Told::State::Present);
  }

  [[nodiscard]] std::string attribute_of(GroupIndex group) const {
    return std::string(kGroupPrefix) +
           std::string(snapshot_.text(snapshot_.groups[group.index()]->id));
  }

  /// Of a rule those that were not told.
  [[nodiscard]] std::vector<std::string> untold_by_rule(GroupIndex group) const {
    const auto rule = as_read_for(snapshot_, user_, snapshot_.rules[group.index()]);
    auto names = attributes_read(*rule, rule->root(), Operator::RequestAttribute);
    std::erase_if(names,
                  [&](const auto& name) { return told_(name).state != Told::State::NotTold; });
    return names;
  }

 private:
  [[nodiscard]] bool is_within(GroupIndex group) const {
    const std::vector<NamePlace>& within = snapshot_.groups[group.index()]->within;
    return within.empty() || std::ranges::any_of(within, [&](const NamePlace& domain) {
             return is_in_domain(snapshot_, user_, snapshot_.text(domain.name));
           });
  }

  const Snapshot& snapshot_;
  UserIndex user_;
  Telling told_;
  Facts facts_;
};

}  // namespace

Memberships memberships_of(const Snapshot& snapshot, UserIndex user, const GroupWalk& groups,
                           Telling told) {
  const Belongs belongs(snapshot, user, std::move(told));
  const auto certain = [](const Truth& truth) { return truth == Truth::of(true); };
  const GroupWalk::Belonging surely{
      [&](GroupIndex group) { return certain(belongs.by_rule(group)); },
      [&](GroupIndex group) { return certain(belongs.as_further_member(group)); }};
  Memberships memberships;
  memberships.certain = groups.stays(user, surely);
  if (snapshot.unlisted.empty()) {
    memberships.possible = memberships.certain;
    return memberships;
  }
  memberships.possible = groups.stays(
      user, {[&](GroupIndex group) { return belongs.by_rule(group).may_hold; },
             [&](GroupIndex group) { return belongs.as_further_member(group).may_hold; }});
  if (memberships.possible == memberships.certain) return memberships;
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const GroupIndex one{g};
    const auto note = [&](const std::string& attribute) {
      memberships.untold.emplace_back(attribute, groups.with_containing({{one}}));
    };
    if (snapshot.groups[g]->is_open && belongs.as_further_member(one).is_open())
      note(belongs.attribute_of(one));
    if (snapshot.rules[g] == nullptr || !belongs.by_rule(one).is_open()) continue;
    for (const std::string& attribute : belongs.untold_by_rule(one)) note(attribute);
  }
  return memberships;
}

GroupWalk::Belonging belonging(const Snapshot& snapshot, UserIndex user,
                               const RequestAttributes& told) {
  const auto belongs = std::make_shared<const Belongs>(
      snapshot, user, [&told](const std::string& name) { return find_told(told, name, true); });
  return {
      [belongs](GroupIndex group) { return belongs->by_rule(group) == Truth::of(true); },
      [belongs](GroupIndex group) { return belongs->as_further_member(group) == Truth::of(true); }};
}

}  // namespace accessdrift::interpreting
