#include "accessdrift/interpreter/combine.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

namespace accessdrift::interpreting {
namespace {

using Children = std::vector<const Part*>;

template <typename Can>
bool some(const Children& children, Can&& can) {
  return std::ranges::any_of(children, [&](const Part* child) { return can(*child); });
}
template <typename Can>
bool every(const Children& children, Can&& can) {
  return std::ranges::all_of(children, [&](const Part* child) { return can(*child); });
}

bool may_allow(const Part& part) { return part.yield.may_allow; }
bool may_deny(const Part& part) { return part.yield.may_deny; }
bool may_not_apply(const Part& part) { return part.yield.may_not_apply; }
bool may_spare_deny(const Part& part) { return may_allow(part) || may_not_apply(part); }
bool may_spare_allow(const Part& part) { return may_deny(part) || may_not_apply(part); }

Yield deny_overrides(const Children& children) {
  return {some(children, may_allow) && every(children, may_spare_deny), some(children, may_deny),
          every(children, may_not_apply)};
}

Yield allow_overrides(const Children& children) {
  return {some(children, may_allow), some(children, may_deny) && every(children, may_spare_allow),
          every(children, may_not_apply)};
}

Yield first_applicable(const Children& children) {
  Yield whole;
  for (const Part* child : children) {
    whole.may_allow = whole.may_allow || may_allow(*child);
    whole.may_deny = whole.may_deny || may_deny(*child);
    if (!may_not_apply(*child)) return whole;
  }
  whole.may_not_apply = true;
  return whole;
}

Yield all_of(const Children& children) {
  const auto is_gate = [](const Part& part) { return part.is_gate; };
  const auto may_pass = [](const Part& part) {
    return part.is_gate ? may_allow(part) : may_spare_deny(part);
  };
  const auto may_stop = [](const Part& part) {
    return may_deny(part) || (part.is_gate && may_not_apply(part));
  };
  const bool may_be_free = every(children, may_pass);
  const bool has_gate = some(children, is_gate);
  return {has_gate && may_be_free, some(children, may_stop), !has_gate && may_be_free};
}

/// The sets that contain one of the policies, and the root, as a tree.
class PolicyTree {
 public:
  PolicyTree(const Snapshot& snapshot, const std::vector<Cast>& casts) : snapshot_(snapshot) {
    parts_.emplace_back();  // the root
    for (const Cast& cast : casts) add_policy(cast);
    for (auto& [set, members] : members_) add_members(set, members);
  }

  Combined combined() {
    const std::vector<std::uint32_t> outside_in = reached_from_root();
    for (const std::uint32_t at : std::views::reverse(outside_in)) {
      Part& part = parts_[at];
      if (!part.policy.is_none()) continue;
      const Children inside = children(part);
      part.is_gate = some(inside, [](const Part& child) { return child.is_gate; });
      part.yield = combine(part.combine, inside);
    }
    return {parts_.front().yield, decisive()};
  }

 private:
  using Members = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // position, part

  void add_policy(const Cast& cast) {
    Part part;
    part.policy = cast.policy;
    part.yield = cast.yield;
    part.is_gate = snapshot_.policies[cast.policy.index()]->effect == Effect::Allow;
    parts_.push_back(std::move(part));
    stand(snapshot_.policy_standing[cast.policy.index()]);
  }

  /// Puts the last part where it stands, and the sets around it where they stand.
  void stand(Snapshot::Standing standing) {
    auto part = static_cast<std::uint32_t>(parts_.size() - 1);
    while (!standing.set.is_none()) {
      const auto [members, is_new] = members_.try_emplace(standing.set);
      members->second.emplace_back(standing.position, part);
      if (!is_new) return;
      part = static_cast<std::uint32_t>(parts_.size());
      part_of_.emplace(standing.set, part);
      parts_.emplace_back().combine = snapshot_.sets[standing.set.index()]->combine;
      standing = snapshot_.set_standing[standing.set.index()];
    }
    parts_.front().parts.push_back(part);
  }

  void add_members(SetIndex set, Members& members) {
    std::ranges::sort(members);
    for (const auto& [position, part] : members) parts_[part_of_.at(set)].parts.push_back(part);
  }

  [[nodiscard]] std::vector<std::uint32_t> reached_from_root() const {
    std::vector<std::uint32_t> reached = {0};
    for (std::size_t i = 0; i < reached.size(); ++i) {
      const std::vector<std::uint32_t>& inside = parts_[reached[i]].parts;
      reached.insert(reached.end(), inside.begin(), inside.end());
    }
    return reached;
  }

  [[nodiscard]] Children children(const Part& part) const {
    Children children;
    for (const std::uint32_t child : part.parts) children.push_back(&parts_[child]);
    return children;
  }

  [[nodiscard]] std::vector<PolicyIndex> decisive() const {
    std::vector<PolicyIndex> policies;
    std::vector<const Part*> open = {&parts_.front()};
    while (!open.empty()) {
      const Part& part = *open.back();
      open.pop_back();
      if (!part.policy.is_none()) {
        policies.push_back(part.policy);
        continue;
      }
      for (const Part* child : deciding(part)) open.push_back(child);
    }
    std::ranges::sort(policies);
    return policies;
  }

  /// The children that make a set yield what it yields.
  [[nodiscard]] Children deciding(const Part& set) const {
    Children all = children(set);
    const bool has_veto = some(all, [](const Part& child) { return child.yield.is_deny(); });
    std::erase_if(all, [&](const Part* child) { return !decides(set, *child, has_veto); });
    const bool is_first = set.combine == Combine::FirstApplicable && !set.yield.is_open();
    if (is_first && !all.empty()) all.erase(all.begin() + 1, all.end());
    return all;
  }

  [[nodiscard]] bool decides(const Part& set, const Part& child, bool has_veto) const {
    const bool needs_gates = set.combine == Combine::AllOf;
    if (set.yield.is_open()) return child.yield.is_open();
    if (set.yield.is_allow()) return needs_gates ? child.is_gate : child.yield.is_allow();
    if (!set.yield.is_deny()) return is_gate_that_lacks(set) && child.is_gate;
    if (needs_gates && !has_veto) return child.is_gate && !child.yield.may_allow;
    return child.yield.is_deny();
  }

  /// A set that does not apply decides where it had to allow, and so does every gate in it. The
  /// root has to do nothing.
  [[nodiscard]] bool is_gate_that_lacks(const Part& set) const {
    return &set != &parts_.front() && set.is_gate;
  }

  const Snapshot& snapshot_;
  std::vector<Part> parts_;  // the root first
  std::map<SetIndex, Members> members_;
  std::map<SetIndex, std::uint32_t> part_of_;
};

}  // namespace

Yield combine(Combine how, const std::vector<const Part*>& children) {
  switch (how) {
    case Combine::DenyOverrides:
      return deny_overrides(children);
    case Combine::AllowOverrides:
      return allow_overrides(children);
    case Combine::FirstApplicable:
      return first_applicable(children);
    case Combine::AllOf:
      return all_of(children);
  }
  return {};
}

Combined combine_all(const Snapshot& snapshot, const std::vector<Cast>& casts) {
  return PolicyTree(snapshot, casts).combined();
}

}  // namespace accessdrift::interpreting
