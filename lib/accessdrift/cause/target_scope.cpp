#include "accessdrift/cause/target_scope.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <span>

#include "accessdrift/cause/counted_gates.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {
namespace {

/// What is read by conditions.
struct Reads {
  std::set<Name> user_attributes, resource_attributes, context, networks, windows, named_conditions,
      lists;
  bool tokens = false;
};

class ScopeMaker {
 public:
  explicit ScopeMaker(BothSides& sides) : sides_(sides) {}

  TargetScope make(const Target& on, const std::vector<Name>& resources,
                   std::vector<std::string> patterns) {
    scope_.target = on;
    scope_.patterns = std::move(patterns);
    std::ranges::sort(scope_.patterns);
    const Target& target = scope_.target;
    for (const Name resource : resources) add_resource(resource);
    std::ranges::sort(scope_.types);
    const auto repeated = std::ranges::unique(scope_.types);
    scope_.types.erase(repeated.begin(), repeated.end());
    const std::set<Name> actions =
        actions_that_may_mean({target.action.names.before, target.action.names.after});
    add_policies(actions);
    note_whom_lists_name();
    Reads reads;
    for (const ThingNumber policy : scope_.policies) read_policy(policy, reads);
    scope_.has_tokens = reads.tokens;
    add_groups(reads);
    add_what_is_read(reads);
    return std::move(scope_);
  }

 private:
  void add_resource(Name id) {
    if (id.is_none()) return;
    std::vector<Name> open{id};
    while (!open.empty()) {
      const auto found = sides_.resources.find(open.back());
      open.pop_back();
      if (found.is_none() ||
          std::ranges::find(scope_.resources, found.number) != scope_.resources.end())
        continue;
      scope_.resources.push_back(found.number);
      sides_.resources.each_side(found.number, [&](const auto& resource) {
        if (resource->parent) open.push_back(resource->parent->name);
        if (!resource->type) return;
        const auto type = sides_.types.find(resource->type->name);
        if (!type.is_none()) scope_.types.push_back(type.number);
      });
    }
  }

  /// Calls `see(type)` for the target's types on each side.
  template <typename See>
  void each_type(See&& see) const {
    for (const ThingNumber t : scope_.types)
      sides_.types.each_side(t, [&](const auto& type) { see(*type.it); });
  }

  /// The actions, what the target's methods mean of any of its types, and those that imply
  /// them on either side.
  std::set<Name> actions_that_may_mean(std::set<Name> all) const {
    each_type([&](const TypeDeclaration& type) {
      for (const TypeDeclaration::Method& method : type.methods) {
        const auto& methods = scope_.target.action.methods;
        if (std::ranges::find(methods, method.name) != methods.end())
          all.insert(method.action.name);
      }
    });
    const auto implies_one = [&](const TypeDeclaration::Action& action) {
      return std::ranges::any_of(action.implied,
                                 [&](const NamePlace& name) { return all.contains(name.name); });
    };
    for (std::size_t size = 0; size != all.size();) {
      size = all.size();
      each_type([&](const TypeDeclaration& type) {
        for (const TypeDeclaration::Action& one : type.actions) {
          if (implies_one(one)) all.insert(one.name);
        }
      });
    }
    return all;
  }

  /// Those over what stands highest first, which are the same for many targets.
  void add_policies(const std::set<Name>& actions) {
    CountedGates gates(scope_.target, sides_);
    std::map<ThingNumber, bool> counted;
    const auto add = [&](ThingNumber policy) {
      if (!sides_.may_name_asked[policy] && !sides_.is_in_all_of[policy]) return;
      if (!may_cover(policy, actions)) return;
      const bool is_counted = gates.counts(policy);
      if (is_counted || sides_.may_name_asked[policy]) counted.emplace(policy, is_counted);
    };
    for (const ThingNumber resource : scope_.resources | std::views::reverse)
      each_policy_over(sides_.resources[resource].name(), add);
    for (const auto& [policy, is_counted] : counted) {
      scope_.policies.push_back(policy);
      scope_.is_counted.push_back(is_counted);
    }
  }

  template <typename See>
  void each_policy_over(Name resource, See&& see) const {
    if (const auto list = sides_.policies_by_resource.find(resource); !list.is_none())
      std::ranges::for_each(sides_.policies_naming[list.index()], see);
    const std::string_view text = sides_.before.text(resource);
    Name tried;
    bool matches = false;
    for (const auto& [glob, policy] : sides_.globs) {
      if (glob != tried) matches = glob_matches(sides_.before.text(glob), text);
      tried = glob;
      if (matches) see(policy);
    }
  }

  bool may_cover(ThingNumber policy, const std::set<Name>& actions) const {
    bool covers = false;
    sides_.policies.each_side(policy, [&](const auto& one) {
      covers = covers || !one->actions ||
               std::ranges::any_of(*one->actions, [&](const NamePlace& action) {
                 return actions.contains(action.name);
               });
    });
    return covers;
  }

  void note_whom_lists_name() {
    const auto is_user = [](const Mention& one) { return one.kind == MentionKind::User; };
    for (std::size_t i = 0; i < scope_.policies.size(); ++i) {
      const ThingNumber policy = scope_.policies[i];
      const auto& one = sides_.policies[policy];
      if (one.before) note_named((*one.before)->who, 'p', {policy, false});
      if (one.after) note_named((*one.after)->who, 'p', {policy, true});
      bool are_users = !scope_.is_counted[i];
      sides_.policies.each_side(policy, [&](const auto& side) {
        are_users = are_users && std::ranges::all_of(side->who, is_user);
      });
      if (!are_users) scope_.not_of_users_only.push_back(i);
    }
    for (ThingNumber c = 0; c < sides_.clients.size(); ++c) {
      const auto& one = sides_.clients[c];
      if (one.before && (*one.before)->users) note_named(*(*one.before)->users, 'c', {c, false});
      if (one.after && (*one.after)->users) note_named(*(*one.after)->users, 'c', {c, true});
    }
  }

  void note_named(const std::vector<Mention>& mentions, char kind, const Listed& where) {
    for (const Mention& mention : mentions) {
      if (mention.kind != MentionKind::User) continue;
      sides_.each_asked(mention.id, [&](Id<AskedTag> place) {
        sides_.note_name(place, mention.id);
        scope_.named_by[place.index()].emplace_back(kind, where);
      });
    }
  }

  void read_policy(ThingNumber number, Reads& reads) {
    const Name id = sides_.policies[number].name();
    for (const Snapshot* const side : {&sides_.before, &sides_.after}) {
      const PolicyIndex policy = side->policy_by_name.find(id);
      if (policy.is_none()) continue;
      reads.tokens |= !side->policies[policy.index()]->scopes.empty();
      if (side->conditions[policy.index()]) read(*side->conditions[policy.index()], reads);
    }
    sides_.policies.each_side(number, [&](const auto& one) {
      scope_.has_domains |= std::ranges::any_of(
          one->who, [](const Mention& who) { return who.kind == MentionKind::Domain; });
    });
  }

  /// Between the sides either may name what the other has under a name.
  void read_named(const std::string& name, Reads& reads) const {
    const Name id = sides_.before.names->find(name);
    if (!reads.named_conditions.insert(id).second) return;
    for (const Snapshot* const side : {&sides_.before, &sides_.after}) {
      const NamedConditionIndex index = side->condition_by_name.find(id);
      if (!index.is_none() && side->named_expressions[index.index()])
        read(*side->named_expressions[index.index()], reads);
    }
  }

  void read(const Expression& expression, Reads& reads) const {
    for (const std::string& named : expression.named_conditions) read_named(named, reads);
    for (const Expression::Node& node : expression.nodes) {
      const Name name = node.name.empty() ? Name{} : sides_.before.names->find(node.name);
      switch (node.op) {
        case Operator::UserAttribute:
          reads.user_attributes.insert(name);
          break;
        case Operator::ResourceAttribute:
          reads.resource_attributes.insert(name);
          break;
        case Operator::RequestAttribute:
          reads.tokens |= node.name == kScopes || node.name == kClient;
          reads.context.insert(name);
          break;
        case Operator::InNetwork:
          reads.networks.insert(name);
          break;
        case Operator::InWindow:
          reads.windows.insert(name);
          break;
        case Operator::NamedCondition:
          read_named(node.name, reads);
          break;
        case Operator::InList:
          reads.lists.insert(name);
          break;
        default:
          break;
      }
    }
  }

  void name_groups(std::span<const Mention> mentions, std::vector<ThingNumber>& named) const {
    for (const Mention& mention : mentions) {
      const auto group = mention.kind == MentionKind::Group ? sides_.groups.find(mention.id)
                                                            : Id<GroupDeclaration>{};
      if (!group.is_none()) named.push_back(group.number);
    }
  }

  /// The groups that may use a client.
  void add_users_of_clients(std::vector<ThingNumber>& named) {
    for (ThingNumber c = 0; c < sides_.clients.size(); ++c) {
      sides_.clients.each_side(c, [&](const auto& client) {
        if (!client->users) return;
        name_groups(*client->users, named);
        scope_.has_domains |= std::ranges::any_of(
            *client->users, [](const Mention& one) { return one.kind == MentionKind::Domain; });
      });
    }
  }

  void add_groups(Reads& reads) {
    scope_.groups.resize(sides_.groups.size());
    std::vector<ThingNumber> open;
    for (const ThingNumber policy : scope_.policies)
      sides_.policies.each_side(policy, [&](const auto& one) { name_groups(one->who, open); });
    if (scope_.has_tokens) add_users_of_clients(open);
    for (const Name list : reads.lists) {
      if (const auto group = sides_.groups.find(list); !group.is_none())
        open.push_back(group.number);
    }
    while (!open.empty()) {
      const ThingNumber group = open.back();
      open.pop_back();
      if (scope_.groups[group]) continue;
      scope_.groups[group] = true;
      add_group(group, reads);
      if (const auto other = sides_.other_group.find(group); other != sides_.other_group.end())
        open.push_back(other->second);
      open.insert(open.end(), sides_.inside_of[group].begin(), sides_.inside_of[group].end());
    }
  }

  void add_group(ThingNumber number, Reads& reads) {
    bool is_open = false;
    bool has_rule = false;
    sides_.groups.each_side(number, [&](const auto& group) {
      is_open |= group->is_open;
      has_rule |= group->rule.has_value();
      scope_.has_domains |= !group->within.empty();
    });
    if (is_open) scope_.open_groups.push_back(number);
    if (!has_rule) return;
    scope_.groups_by_rule.push_back(number);
    for (const Snapshot* const side : {&sides_.before, &sides_.after}) {
      const GroupIndex group = side->group_by_name.find(sides_.groups[number].name());
      if (!group.is_none() && side->rules[group.index()]) read(*side->rules[group.index()], reads);
    }
  }

  void add_what_is_read(const Reads& reads) {
    const auto add = [](const auto& table, const std::set<Name>& names,
                        std::vector<ThingNumber>& all) {
      for (const Name name : names) {
        if (const auto found = table.find(name); !name.is_none() && !found.is_none())
          all.push_back(found.number);
      }
    };
    add(sides_.context, reads.context, scope_.context);
    add(sides_.windows, reads.windows, scope_.windows);
    add(sides_.named_conditions, reads.named_conditions, scope_.named_conditions);
    add(sides_.networks, reads.networks, scope_.networks);
    for (std::size_t i = 0; i < scope_.networks.size(); ++i)
      add_nested_networks(scope_.networks[i]);
    std::set<Name> of_both = reads.user_attributes;
    of_both.insert(reads.resource_attributes.begin(), reads.resource_attributes.end());
    add(sides_.attributes, of_both, scope_.attributes);
    scope_.user_attributes.assign(reads.user_attributes.begin(), reads.user_attributes.end());
    scope_.resource_attributes.assign(reads.resource_attributes.begin(),
                                      reads.resource_attributes.end());
  }

  void add_nested_networks(ThingNumber number) {
    sides_.networks.each_side(number, [&](const auto& network) {
      for (const auto& entry : network->entries) {
        const auto found =
            entry.prefix ? Id<NetworkDeclaration>{} : sides_.networks.find(entry.network);
        if (!found.is_none() &&
            std::ranges::find(scope_.networks, found.number) == scope_.networks.end())
          scope_.networks.push_back(found.number);
      }
    });
  }

  BothSides& sides_;
  TargetScope scope_;
};

}  // namespace

TargetScope scope_of(const Target& target, const std::vector<Name>& resources,
                     std::vector<std::string> patterns, BothSides& sides) {
  return ScopeMaker(sides).make(target, resources, std::move(patterns));
}

}  // namespace accessdrift
