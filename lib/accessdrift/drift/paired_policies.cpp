#include "accessdrift/drift/paired_policies.h"

#include <algorithm>
#include <iterator>

#include "accessdrift/engine/policy_tree.h"
#include "accessdrift/model/standing.h"

namespace accessdrift {
namespace {

using Shape = std::vector<std::uint64_t>;

enum ShapeMark : std::uint64_t { Opens = 1, Closes = 2, Stands = 3 };

std::uint64_t marked(ShapeMark mark, std::uint64_t number) { return number << 2U | mark; }

std::vector<PolicyIndex> all_of(const Snapshot& snapshot) {
  std::vector<PolicyIndex> all;
  all.reserve(snapshot.policies.size());
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) all.emplace_back(p);
  return all;
}

std::vector<PolicyIndex> partners(const Snapshot& snapshot, const Snapshot& other) {
  std::vector<PolicyIndex> partners;
  partners.reserve(snapshot.policies.size());
  for (const auto& policy : snapshot.policies)
    partners.push_back(other.policy_by_name.find(policy->id));
  return partners;
}

/// The `all-of` in which a set stands that is none itself; none of others.
Name around_alone(const Snapshot& snapshot, Name name) {
  const SetIndex set = snapshot.set_by_name.find(name);
  if (set.is_none() || needs_all(snapshot, set)) return {};
  const SetIndex around = snapshot.set_standing[set.index()].set;
  return needs_all(snapshot, around) ? snapshot.sets[around.index()]->id : Name{};
}

/// What is within a set, and how it is combined; nothing of one without anything in it.
Shape closed(Combine how, std::vector<Shape> children) {
  if (how != Combine::FirstApplicable) std::ranges::sort(children);
  Shape shape{marked(Opens, static_cast<std::uint64_t>(how))};
  for (const Shape& child : children) shape.insert(shape.end(), child.begin(), child.end());
  if (shape.size() == 1) return {};
  shape.push_back(Closes);
  return shape;
}

}  // namespace

PairedPolicies::PairedPolicies(const Snapshot& before, const Snapshot& after)
    : before_{before, partners(before, after), std::vector<std::uint32_t>(before.policies.size()),
              std::vector<std::uint32_t>(before.sets.size())},
      after_{after, partners(after, before), std::vector<std::uint32_t>(after.policies.size()),
             std::vector<std::uint32_t>(after.sets.size())} {
  const std::vector<PolicyIndex> all_before = all_of(before);
  const std::vector<PolicyIndex> all_after = all_of(after);
  const Covering all{all_before, all_after};
  look_at(all);
  are_all_alike_ = are_sets_alike(all);
}

void PairedPolicies::look_at(const Covering& covering) {
  ++target_;
  for (const PolicyIndex policy : covering.before) before_.looked_at[policy.index()] = target_;
  for (const PolicyIndex policy : covering.after) after_.looked_at[policy.index()] = target_;
}

PolicyIndex PairedPolicies::paired(const Side& side, const Side& other, PolicyIndex policy) const {
  const PolicyIndex partner = side.partner[policy.index()];
  const bool is_there = !partner.is_none() && other.looked_at[partner.index()] == target_;
  return is_there ? partner : PolicyIndex{};
}

PolicyIndex PairedPolicies::after_of(PolicyIndex before) const {
  return paired(before_, after_, before);
}

PolicyIndex PairedPolicies::before_of(PolicyIndex after) const {
  return paired(after_, before_, after);
}

bool PairedPolicies::are_combined_alike(const Covering& covering) {
  return gates(before_, covering.before) == gates(after_, covering.after) &&
         (are_all_alike_ || are_sets_alike(covering));
}

std::optional<PairedPolicies::SetsWithoutAllow> PairedPolicies::alike_but_for(
    const Covering& covering) {
  look_at(covering);
  const Shape gates_before = gates(before_, covering.before);
  const Shape gates_after = gates(after_, covering.after);
  if (!are_all_alike_ && !are_sets_alike(covering)) return std::nullopt;
  SetsWithoutAllow found;
  bool are_plain = true;
  const auto add = [&](const Shape& gates, const Shape& others, const Snapshot& here,
                       const Snapshot& there, std::vector<SetIndex>& sets) {
    Shape missing;
    std::ranges::set_difference(gates, others, std::back_inserter(missing));
    for (const std::uint64_t gate : missing) {
      const bool is_set = (gate & Closes) == 0;
      const Name name = is_set ? Name{static_cast<std::uint32_t>(gate >> 2U)} : Name{};
      are_plain &= is_set && around_alone(here, name) == around_alone(there, name) &&
                   !around_alone(here, name).is_none();
      if (are_plain) sets.push_back(there.set_by_name.find(name));
    }
  };
  add(gates_after, gates_before, after_.snapshot, before_.snapshot, found.before);
  add(gates_before, gates_after, before_.snapshot, after_.snapshot, found.after);
  if (!are_plain) return std::nullopt;
  return found;
}

bool PairedPolicies::are_sets_alike(const Covering& covering) const {
  return shape(before_, after_, covering.before) == shape(after_, before_, covering.after);
}

Shape PairedPolicies::shape(const Side& side, const Side& other,
                            const std::vector<PolicyIndex>& covering) const {
  const PolicyTree tree = policy_tree(side.snapshot, covering);
  if (tree.nodes.empty()) return {};
  std::vector<Shape> shapes(tree.nodes.size());
  for (std::size_t n = 0; n < tree.nodes.size(); ++n) {
    const PolicyTree::Node& node = tree.nodes[n];
    if (!node.policy.is_none()) {
      const Name id = side.snapshot.policies[node.policy.index()]->id;
      if (!paired(side, other, node.policy).is_none()) shapes[n] = {marked(Stands, id.number)};
      continue;
    }
    const bool is_root = n + 1 == tree.nodes.size();
    std::vector<Shape> children;
    for (const std::uint32_t child : node.children) {
      if (!is_root || tree.nodes[child].policy.is_none())
        children.push_back(std::move(shapes[child]));
    }
    shapes[n] = closed(node.combine, std::move(children));
  }
  return std::move(shapes.back());
}

/// By id, sorted: the sets with an allow policy in them that stand in an `all-of` or are one, and
/// such policies that stand in one themselves.
std::vector<std::uint64_t> PairedPolicies::gates(Side& side,
                                                 const std::vector<PolicyIndex>& covering) const {
  const Snapshot& snapshot = side.snapshot;
  std::vector<std::uint64_t> found;
  for (const PolicyIndex policy : covering) {
    if (snapshot.policies[policy.index()]->effect != Effect::Allow) continue;
    SetIndex set = snapshot.policy_standing[policy.index()].set;
    if (needs_all(snapshot, set))
      found.push_back(marked(Stands, snapshot.policies[policy.index()]->id.number));
    while (!set.is_none() && side.marked[set.index()] != target_) {
      side.marked[set.index()] = target_;
      const SetIndex around = snapshot.set_standing[set.index()].set;
      if (needs_all(snapshot, set) || needs_all(snapshot, around))
        found.push_back(marked(Opens, snapshot.sets[set.index()]->id.number));
      set = around;
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace accessdrift
