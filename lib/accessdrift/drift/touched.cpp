#include "accessdrift/drift/touched.h"

#include <algorithm>
#include <span>
#include <string>

#include "accessdrift/model/version_condition.h"

namespace accessdrift {
namespace {

using TextSet = std::set<std::string, std::less<>>;

/// Ids of edited things, by kind.
struct EditedIds {
  TextSet groups, policies, resources, types, networks, windows, conditions, context, attributes,
      sets, clients;
  bool scopes = false;  ///< which are effective may differ

  explicit EditedIds(const std::vector<Edit>& edits) {
    for (const Edit& edit : edits) note(edit.key);
  }

 private:
  void note(const FactKey& key) {
    switch (key.thing) {
      case Thing::Group:
        groups.insert(key.id);
        return;
      case Thing::Policy:
        policies.insert(key.id);
        return;
      case Thing::Resource:
        resources.insert(key.id);
        return;
      case Thing::Type:
        types.insert(key.id);
        return;
      case Thing::Network:
        networks.insert(key.id);
        return;
      case Thing::Window:
        windows.insert(key.id);
        return;
      case Thing::Condition:
        conditions.insert(key.id);
        return;
      case Thing::Context:
        context.insert(key.id);
        return;
      case Thing::Attribute:
        attributes.insert(key.id);
        return;
      case Thing::Set:
        sets.insert(key.id);
        return;
      case Thing::Scope:
        scopes = true;
        return;
      case Thing::Client:
        scopes = true;  // which can be issued
        clients.insert(key.id);
        return;
      case Thing::Directory:
      case Thing::User:
      case Thing::Rename:
        return;  // whom and what renames touch pairing tells
    }
  }
};

/// Networks that contain an edited one touch what mentions them, too.
void add_containing_networks(const Snapshot& side, TextSet& networks) {
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& network : side.networks) {
      const bool contains = std::ranges::any_of(network->entries, [&](const auto& entry) {
        return !entry.prefix && networks.contains(side.text(entry.network));
      });
      if (contains) grew |= networks.insert(std::string(side.text(network->name))).second;
    }
  }
}

bool reads_edited(const Expression& expression, const EditedIds& edited) {
  const auto is_edited = [&](const std::string& name) {
    return edited.conditions.contains(condition_key(name));
  };
  if (std::ranges::any_of(expression.named_conditions, is_edited)) return true;
  return std::ranges::any_of(expression.nodes, [&](const Expression::Node& node) {
    switch (node.op) {
      case Operator::UserAttribute:
      case Operator::ResourceAttribute:
        return edited.attributes.contains(node.name);
      case Operator::RequestAttribute:
        return edited.context.contains(node.name) || (edited.scopes && node.name == kScopes);
      case Operator::InNetwork:
        return edited.networks.contains(node.name);
      case Operator::InWindow:
        return edited.windows.contains(node.name);
      default:
        return false;
    }
  });
}

bool reads_user(const Expression& expression) {
  return std::ranges::any_of(expression.nodes, [](const Expression::Node& node) {
    return node.op == Operator::UserAttribute;
  });
}

class TouchedFinder {
 public:
  TouchedFinder(const std::vector<Edit>& edits, const IdentitySet& identities,
                const Population& population, const ComparedSide& compared)
      : edited_(edits),
        identities_(identities),
        touches_people_(identities.intersects(population.people())),
        side_(compared.snapshot),
        other_(compared.other),
        population_(population),
        side_of_(compared.side) {
    add_containing_networks(side_, edited_.networks);
    add_containing_networks(other_, edited_.networks);
  }

  Touched find() {
    Touched touched{std::vector<bool>(side_.groups.size()),
                    std::vector<bool>(side_.policies.size()),
                    std::vector<bool>(side_.resources.size())};
    groups(touched.groups);
    edited_.scopes = edited_.scopes || is_any_client_touched(touched.groups);
    resources(touched.resources);
    policies(touched);
    return touched;
  }

 private:
  [[nodiscard]] bool is_touched(UserIndex user, SideOf side) const {
    return !user.is_none() && identities_.contains(population_.identity(user, side));
  }
  /// An id or alias that names a touched identity on either side.
  [[nodiscard]] bool names_touched_identity(Name id) const {
    return is_touched(side_.user_by_name.find(id), side_of_) ||
           is_touched(other_.user_by_name.find(id),
                      side_of_ == SideOf::Before ? SideOf::After : SideOf::Before);
  }

  [[nodiscard]] bool has_own_change(std::size_t g) const {
    const auto& group = side_.groups[g];
    if (edited_.groups.contains(side_.text(group->id))) return true;
    const auto& rule = side_.rules[g];
    if (rule != nullptr && (touches_people_ || reads_edited(*rule, edited_))) return true;
    if (!touches_people_) return false;
    if (group->is_open) return true;  // who can be among its further members
    for (std::uint32_t i = 0; i < group->members.count; ++i) {
      const Mention& mention = group.file->mentions[group->members.first + i];
      if (mention.kind == MentionKind::User && names_touched_identity(mention.id)) return true;
    }
    return false;
  }

  /// By group, the groups that have it as a member.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> containing_groups() const {
    std::vector<std::vector<std::uint32_t>> containing(side_.groups.size());
    for (std::uint32_t g = 0; g < side_.groups.size(); ++g) {
      const auto& group = side_.groups[g];
      for (std::uint32_t i = 0; i < group->members.count; ++i) {
        const Mention& mention = group.file->mentions[group->members.first + i];
        if (mention.kind != MentionKind::Group) continue;
        const GroupIndex inside = side_.group_by_name.find(mention.id);
        if (!inside.is_none()) containing[inside.index()].push_back(g);
      }
    }
    return containing;
  }

  void groups(std::vector<bool>& touched) const {
    const std::vector<std::vector<std::uint32_t>> containing = containing_groups();
    std::vector<std::uint32_t> open;
    for (std::uint32_t g = 0; g < side_.groups.size(); ++g) {
      touched[g] = has_own_change(g);
      if (touched[g]) open.push_back(g);
    }
    while (!open.empty()) {
      const std::uint32_t inside = open.back();
      open.pop_back();
      for (const std::uint32_t group : containing[inside]) {
        if (touched[group]) continue;
        touched[group] = true;
        open.push_back(group);
      }
    }
  }

  void resources(std::vector<bool>& touched) const {
    for (std::size_t r = 0; r < side_.resources.size(); ++r) {
      const auto& resource = side_.resources[r];
      touched[r] = touched[r] || edited_.resources.contains(side_.text(resource->id)) ||
                   (resource->type && edited_.types.contains(side_.text(resource->type->name)));
      if (touched[r]) touch_descendants(ResourceIndex{r}, touched);
    }
  }

  void touch_descendants(ResourceIndex resource, std::vector<bool>& touched) const {
    std::vector<ResourceIndex> open{resource};
    while (!open.empty()) {
      const ResourceIndex at = open.back();
      open.pop_back();
      for (const ResourceIndex child : side_.children[at.index()]) {
        if (touched[child.index()]) continue;
        touched[child.index()] = true;
        open.push_back(child);
      }
    }
  }

  void policies(Touched& touched) const {
    for (std::size_t p = 0; p < side_.policies.size(); ++p) {
      touched.policies[p] = is_policy_touched(p, touched.groups);
    }
  }

  [[nodiscard]] bool is_policy_touched(std::size_t p, const std::vector<bool>& groups) const {
    const auto& policy = side_.policies[p];
    if (edited_.policies.contains(side_.text(policy->id)) ||
        stands_in_edited_set(side_.policy_standing[p]))
      return true;
    if (edited_.scopes && !policy->scopes.empty()) return true;
    if (const auto& condition = side_.conditions[p]) {
      if (reads_edited(*condition, edited_) || (touches_people_ && reads_user(*condition)) ||
          reads_touched_list(*condition, groups))
        return true;
    }
    return names_touched(policy->who, groups);
  }

  /// Whether a client's users may be others than on the other side.
  [[nodiscard]] bool is_any_client_touched(const std::vector<bool>& groups) const {
    return std::ranges::any_of(side_.clients, [&](const auto& client) {
      return client->users && names_touched(*client->users, groups);
    });
  }

  [[nodiscard]] bool is_group_touched(Name id, const std::vector<bool>& groups) const {
    const GroupIndex group = side_.group_by_name.find(id);
    return group.is_none() ? edited_.groups.contains(side_.text(id)) : bool{groups[group.index()]};
  }

  [[nodiscard]] bool reads_touched_list(const Expression& condition,
                                        const std::vector<bool>& groups) const {
    return std::ranges::any_of(condition.nodes, [&](const Expression::Node& node) {
      return node.op == Operator::InList && is_group_touched(side_.names->find(node.name), groups);
    });
  }

  [[nodiscard]] bool names_touched(std::span<const Mention> mentions,
                                   const std::vector<bool>& groups) const {
    return std::ranges::any_of(mentions, [&](const Mention& mention) {
      switch (mention.kind) {
        case MentionKind::User:
          return names_touched_identity(mention.id);
        case MentionKind::Group:
          return is_group_touched(mention.id, groups);
        case MentionKind::Client:
          return edited_.clients.contains(side_.text(mention.id));
        case MentionKind::Domain:
          return touches_people_;
        default:
          return !identities_.is_empty();
      }
    });
  }

  [[nodiscard]] bool stands_in_edited_set(Snapshot::Standing standing) const {
    for (std::size_t depth = 0; !standing.set.is_none() && depth <= side_.sets.size(); ++depth) {
      if (edited_.sets.contains(side_.text(side_.sets[standing.set.index()]->id))) return true;
      standing = side_.set_standing[standing.set.index()];
    }
    return false;
  }

  EditedIds edited_;
  const IdentitySet& identities_;
  bool touches_people_ = false;  ///< clients are in no group and have no attributes
  const Snapshot& side_;
  const Snapshot& other_;
  const Population& population_;
  SideOf side_of_;
};

}  // namespace

IdentitySet touched_identities(const std::vector<Edit>& edits, const Snapshot& before,
                               const Snapshot& after, const Population& population) {
  IdentitySet touched;
  for (const Edit& edit : edits) {
    if (edit.key.thing != Thing::User) continue;
    if (const UserIndex user = before.find_user(edit.key.id); !user.is_none())
      touched.add(population.identity(user, SideOf::Before));
    if (const UserIndex user = after.find_user(edit.key.id); !user.is_none())
      touched.add(population.identity(user, SideOf::After));
  }
  for (const IdentityIndex identity : population.paired_under_two_ids()) touched.add(identity);
  for (const IdentityIndex identity : population.clients_of_one_side()) touched.add(identity);
  for (const IdentityIndex identity : population.unlisted_on_one_side()) touched.add(identity);
  return touched;
}

Touched find_touched(const std::vector<Edit>& edits, const IdentitySet& identities,
                     const Population& population, const ComparedSide& compared) {
  return TouchedFinder(edits, identities, population, compared).find();
}

std::vector<GroupIndex> untouched_groups(const Snapshot& side, const Touched& touched,
                                         const Snapshot& other, const Touched& touched_there) {
  std::vector<GroupIndex> same(side.groups.size());
  for (std::size_t g = 0; g < side.groups.size(); ++g) {
    const GroupIndex there = other.group_by_name.find(side.groups[g]->id);
    if (!touched.groups[g] && !there.is_none() && !touched_there.groups[there.index()])
      same[g] = there;
  }
  return same;
}

std::vector<PolicyIndex> untouched_policies(const Snapshot& side, const Touched& touched,
                                            const Snapshot& other, const Touched& touched_there) {
  std::vector<PolicyIndex> same(side.policies.size());
  for (std::size_t p = 0; p < side.policies.size(); ++p) {
    const PolicyIndex there = other.policy_by_name.find(side.policies[p]->id);
    if (!touched.policies[p] && !there.is_none() && !touched_there.policies[there.index()])
      same[p] = there;
  }
  return same;
}

}  // namespace accessdrift
