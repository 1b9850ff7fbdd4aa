#include "accessdrift/interpreter/policy_path.h"

#include <algorithm>
#include <utility>

#include "accessdrift/interpreter/belonging.h"
#include "accessdrift/interpreter/match.h"

namespace accessdrift::interpreting {
namespace {

std::vector<GroupIndex> chain_to(std::size_t last, const std::vector<GroupWalk::Step>& steps) {
  std::vector<GroupIndex> chain;
  for (const GroupWalk::Step* step = &steps[last];; step = &steps[step->from]) {
    chain.push_back(step->group);
    if (step->from == GroupWalk::Step::kDirectly) break;
  }
  std::ranges::reverse(chain);
  return chain;
}

class PathFinder {
 public:
  PathFinder(const Asked& asked, const std::function<const GroupWalk&()>& groups)
      : asked_(asked), groups_(groups) {}

  [[nodiscard]] bool takes_effect(PolicyIndex policy) const {
    const PolicyDeclaration& declared = *asked_.snapshot.policies[policy.index()].it;
    const Yield yield = yield_of(declared, applies(asked_, policy));
    return yield.is_allow() || yield.is_deny();
  }

  [[nodiscard]] PolicyPath path_by(PolicyIndex policy) {
    PolicyPath path;
    path.policy = policy;
    for (const Mention& mention : asked_.snapshot.policies[policy.index()]->who) {
      if (!names(mention)) continue;
      std::vector<GroupIndex> chain;
      if (mention.kind == MentionKind::Group) {
        const auto step = std::ranges::find(steps(), asked_.snapshot.group_by_name.find(mention.id),
                                            &GroupWalk::Step::group);
        if (step == steps().end()) continue;
        chain = chain_to(static_cast<std::size_t>(step - steps().begin()), steps());
      }
      if (path.mention != nullptr && path.groups.size() <= chain.size()) continue;
      path.mention = &mention;
      path.groups = std::move(chain);
    }
    return path;
  }

 private:
  [[nodiscard]] bool names(const Mention& mention) const {
    const auto until =
        named_until(asked_.snapshot, asked_.subject, mention, asked_.memberships.certain);
    return until && asked_.moment.is_before(*until) == Truth::of(true);
  }

  /// The groups that the identity is in, nearest first.
  const std::vector<GroupWalk::Step>& steps() {
    if (!steps_)
      steps_ =
          groups_().walk(asked_.subject.user,
                         belonging(asked_.snapshot, asked_.subject.user, asked_.request.attributes),
                         asked_.moment.instant());
    return *steps_;
  }

  const Asked& asked_;
  const std::function<const GroupWalk&()>& groups_;
  std::optional<std::vector<GroupWalk::Step>> steps_;
};

}  // namespace

Deciding paths_of(const Asked& asked, const Reach& reach, const std::vector<PolicyIndex>& decisive,
                  const std::function<const GroupWalk&()>& groups) {
  Deciding deciding;
  deciding.resource = asked.resource;
  PathFinder finder(asked, groups);
  for (const PolicyIndex policy : decisive) {
    PolicyPath path = finder.path_by(policy);
    path.named = reach.named_by(policy, asked.resource);
    if (path.mention != nullptr && finder.takes_effect(policy))
      deciding.paths.push_back(std::move(path));
    else
      deciding.missing.push_back(policy);
  }
  std::ranges::stable_sort(deciding.paths, {},
                           [](const PolicyPath& path) { return path.groups.size(); });
  return deciding;
}

std::vector<bool> links_of(const Snapshot& snapshot, const GroupWalk& groups, const Asker& asker,
                           const std::vector<Name>& chain) {
  const auto& [user, told, moment] = asker;
  std::vector<bool> links(chain.size(), false);
  GroupIndex member;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const GroupIndex group = snapshot.group_by_name.find(chain[i]);
    if (!group.is_none() && i == 0 && !user.is_none())
      links[i] = groups.has_member(group, user, belonging(snapshot, user, told), moment.instant());
    if (!group.is_none() && i > 0 && !member.is_none())
      links[i] = groups.has_member(group, member, moment.instant());
    member = group;
  }
  return links;
}

}  // namespace accessdrift::interpreting
