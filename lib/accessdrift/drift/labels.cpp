#include "accessdrift/drift/labels.h"

#include <algorithm>
#include <set>

namespace accessdrift {
namespace {

constexpr std::size_t kMostParts = 3;

}  // namespace

void Labels::measure_groups() {
  if (is_measured_) return;
  is_measured_ = true;
  const Snapshot& snapshot = engine_.snapshot();
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const IdentitySet& members = engine_.groups().members(GroupIndex{g});
    if (members.size() >= 2) groups_.push_back({GroupIndex{g}, members.size(), members.smallest()});
  }
  std::ranges::sort(groups_, [&](const Measured& a, const Measured& b) {
    if (a.size != b.size) return a.size > b.size;
    return snapshot.text(snapshot.groups[a.group.index()]->id) <
           snapshot.text(snapshot.groups[b.group.index()]->id);
  });
}

Label Labels::of_identities(const IdentitySet& identities) {
  Label label;
  IdentitySet rest = identities;
  if (identities.size() >= 2) {
    measure_groups();
    const Snapshot& snapshot = engine_.snapshot();
    for (const Measured& group : groups_) {
      if (label.parts.size() == kMostParts || rest.is_empty()) break;
      if (group.size > identities.size() || !identities.contains(group.smallest)) continue;
      const IdentitySet& members = engine_.groups().members(group.group);
      if (!members.intersects(rest) || !members.is_subset_of(identities)) continue;
      label.parts.push_back(
          {"group:" + std::string(snapshot.text(snapshot.groups[group.group.index()]->id)),
           group.size});
      rest -= members;
    }
  }
  for (const std::uint32_t number : rest.numbers())
    label.rest.push_back(engine_.population().printed(IdentityIndex{number}));
  std::ranges::sort(label.rest);
  return label;
}

Label Labels::of_resources(const std::vector<Name>& resources) const {
  Label label;
  const Snapshot& snapshot = engine_.snapshot();
  const std::set<Name> inside(resources.begin(), resources.end());
  std::set<Name> rest = inside;
  struct Subtree {
    Name root;
    std::vector<Name> all;
  };
  std::vector<Subtree> subtrees;
  for (const Name resource : resources) {
    const ResourceIndex root = snapshot.resource_by_name.find(resource);
    if (root.is_none() || snapshot.children[root.index()].empty()) continue;
    std::vector<ResourceIndex> open{root};
    Subtree subtree{resource, {}};
    bool is_inside = true;
    while (!open.empty() && is_inside) {
      const ResourceIndex at = open.back();
      open.pop_back();
      subtree.all.push_back(snapshot.resources[at.index()]->id);
      is_inside = inside.contains(subtree.all.back());
      open.insert(open.end(), snapshot.children[at.index()].begin(),
                  snapshot.children[at.index()].end());
    }
    if (is_inside) subtrees.push_back(std::move(subtree));
  }
  std::ranges::sort(subtrees, [&](const Subtree& a, const Subtree& b) {
    if (a.all.size() != b.all.size()) return a.all.size() > b.all.size();
    return snapshot.text(a.root) < snapshot.text(b.root);
  });
  for (const Subtree& subtree : subtrees) {
    if (label.parts.size() == kMostParts) break;
    if (!rest.contains(subtree.root)) continue;
    label.parts.push_back({std::string(snapshot.text(subtree.root)), subtree.all.size()});
    for (const Name resource : subtree.all) rest.erase(resource);
  }
  for (const Name resource : rest) label.rest.emplace_back(snapshot.text(resource));
  std::ranges::sort(label.rest);
  return label;
}

}  // namespace accessdrift
