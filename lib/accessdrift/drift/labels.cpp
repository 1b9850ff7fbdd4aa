#include "accessdrift/drift/labels.h"

#include <algorithm>
#include <set>

namespace accessdrift {
namespace {

constexpr std::size_t kMostParts = 3;

}  // namespace

/// A resource with all its descendants, as printed.
struct Labels::Subtree {
  Name root;
  std::vector<Name> all;
};

Name Labels::printed(ResourceIndex resource) const {
  return renamed_.resources.printed(engine_.snapshot().resources[resource.index()]->id,
                                    engine_.side());
}

/// One that stands below another is never told, so it is not collected: a chain would cost its
/// length squared.
std::vector<ResourceIndex> Labels::roots_within(const std::set<Name>& inside) const {
  const Snapshot& snapshot = engine_.snapshot();
  std::vector<ResourceIndex> here;
  for (const Name resource : inside) {
    const ResourceIndex at =
        snapshot.resource_by_name.find(renamed_.resources.id_on(engine_.side(), resource));
    if (!at.is_none()) here.push_back(at);
  }
  const auto is_inside = [&](ResourceIndex at) { return inside.contains(printed(at)); };
  std::set<ResourceIndex> broken;
  for (ResourceIndex at : here) {
    if (std::ranges::all_of(snapshot.children[at.index()], is_inside)) continue;
    while (!at.is_none() && broken.insert(at).second) at = snapshot.parents[at.index()];
  }
  std::erase_if(here, [&](ResourceIndex at) {
    const ResourceIndex parent = snapshot.parents[at.index()];
    const bool is_below = !parent.is_none() && is_inside(parent) && !broken.contains(parent);
    return is_below || broken.contains(at) || snapshot.children[at.index()].empty();
  });
  return here;
}

Labels::Subtree Labels::subtree_of(ResourceIndex root) const {
  Subtree subtree{printed(root), {}};
  std::vector<ResourceIndex> open{root};
  while (!open.empty()) {
    const ResourceIndex at = open.back();
    open.pop_back();
    subtree.all.push_back(printed(at));
    const auto& children = engine_.snapshot().children[at.index()];
    open.insert(open.end(), children.begin(), children.end());
  }
  return subtree;
}

void Labels::measure_groups() {
  if (is_measured_) return;
  is_measured_ = true;
  const Snapshot& snapshot = engine_.snapshot();
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const IdentitySet& members = engine_.groups().members(GroupIndex{g}).all;
    if (members.size() >= 2) groups_.push_back({GroupIndex{g}, members.size(), members.smallest()});
  }
  std::ranges::sort(groups_, [&](const Measured& a, const Measured& b) {
    if (a.size != b.size) return a.size > b.size;
    return snapshot.text(snapshot.groups[a.group.index()]->id) <
           snapshot.text(snapshot.groups[b.group.index()]->id);
  });
}

/// Groups that lie within the identities, the largest first, and what they leave over.
IdentitySet Labels::take_groups(const IdentitySet& identities, std::vector<Label::Part>& parts) {
  measure_groups();
  const Snapshot& snapshot = engine_.snapshot();
  IdentitySet rest = identities;
  for (const Measured& group : groups_) {
    if (parts.size() == kMostParts || rest.is_empty()) break;
    if (group.size > identities.size() || !identities.contains(group.smallest)) continue;
    const IdentitySet& members = engine_.groups().members(group.group).all;
    if (!members.intersects(rest) || !members.is_subset_of(identities)) continue;
    const Name id =
        renamed_.groups.printed(snapshot.groups[group.group.index()]->id, engine_.side());
    parts.push_back({std::string(kGroupPrefix) + std::string(snapshot.text(id)), group.size});
    rest -= members;
  }
  return rest;
}

Label Labels::of_identities(const IdentitySet& identities) {
  Label label;
  const IdentitySet rest =
      identities.size() >= 2 ? take_groups(identities, label.parts) : identities;
  if (!label.parts.empty()) label.rest = ids_of(rest);
  return label;
}

Label Labels::of_resources(const std::vector<Name>& resources) const {
  Label label;
  const Snapshot& snapshot = engine_.snapshot();
  const std::set<Name> inside(resources.begin(), resources.end());
  std::set<Name> rest = inside;
  std::vector<Subtree> subtrees;
  for (const ResourceIndex root : roots_within(inside)) subtrees.push_back(subtree_of(root));
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
  if (label.parts.empty()) return label;
  TextList::Texts ids;
  for (const Name resource : rest) ids.emplace_back(snapshot.text(resource));
  std::ranges::sort(ids);
  label.rest = std::move(ids);
  return label;
}

}  // namespace accessdrift
