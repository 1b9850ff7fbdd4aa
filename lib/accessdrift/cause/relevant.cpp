#include "accessdrift/cause/relevant.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {
namespace {

using Number = std::uint32_t;

/// The things of one kind of both sides, numbered together.
template <typename T>
class Table {
 public:
  Table(const std::vector<Declared<T>>& before, const std::vector<Declared<T>>& after) {
    things_.reserve(after.size());
    for (const Declared<T>& one : before) at(name_of(*one.it)).before = &one;
    for (const Declared<T>& one : after) at(name_of(*one.it)).after = &one;
  }

  [[nodiscard]] std::size_t size() const { return things_.size(); }
  [[nodiscard]] const ThingOnSides<T>& operator[](Number number) const { return things_[number]; }
  [[nodiscard]] const std::vector<ThingOnSides<T>>& all() const { return things_; }
  /// None: no side has it.
  [[nodiscard]] Id<T> find(Name name) const { return by_name_.find(name); }
  /// Calls `see(declaration)` for each side's; once if they are the same.
  template <typename See>
  void each_side(Number number, See&& see) const {
    const ThingOnSides<T>& thing = things_[number];
    if (thing.before) see(*thing.before);
    if (thing.after && !thing.is_shared()) see(*thing.after);
  }

 private:
  ThingOnSides<T>& at(Name name) {
    Id<T> found = by_name_.find(name);
    if (found.is_none()) {
      found = Id<T>{things_.size()};
      by_name_.set(name, found);
      things_.emplace_back();
    }
    return things_[found.index()];
  }

  std::vector<ThingOnSides<T>> things_;
  NameIndex<Id<T>> by_name_;
};

/// An identity in a list of its own: which, on which side, until when.
struct Listed {
  Number list = 0;
  bool is_after = false;
  Instant end = kEndOfTime;
  friend auto operator<=>(const Listed&, const Listed&) = default;
};

/// What is read by conditions.
struct Reads {
  std::set<Name> user_attributes, resource_attributes, context, networks, windows;
  bool tokens = false;
};

/// What can matter on the present target.
struct Scope {
  std::vector<Number> resources, types, policies, networks, windows, context, attributes;
  std::vector<bool> groups;  ///< by number: whether a policy or a client names it, or one above it
  std::vector<Number> groups_by_rule, open_groups;  ///< of those
  std::vector<std::vector<Number>> sets_over;       ///< by place in `policies`
  std::vector<bool> is_gate;                        ///< likewise: it counts whoever asks
  /// By place among the asked identities: the policies (`p`) and clients (`c`) that name it.
  std::map<std::size_t, std::vector<std::pair<char, Listed>>> named_by;
  std::vector<Name> user_attributes, resource_attributes;
  bool has_domains = false;
  bool has_tokens = false;
};

}  // namespace

struct Relevant::State {
  State(const Comparison& compared, const IdentitySet& identities)
      : comparison(compared),
        before(*compared.before),
        after(*compared.after),
        groups(before.groups, after.groups),
        resources(before.resources, after.resources),
        types(before.types, after.types),
        policies(before.policies, after.policies),
        sets(before.sets, after.sets),
        networks(before.networks, after.networks),
        windows(before.windows, after.windows),
        context(before.context, after.context),
        attributes(before.attributes, after.attributes),
        scopes(before.scopes, after.scopes),
        clients(before.clients, after.clients) {
    index_identities(identities);
    index_groups();
    index_policies();
    index_sets();
    for (const Edit& edit : compared.edits) {
      if (edit.key.thing == Thing::Resource) edited_resources.insert(edit.key.id);
    }
  }

  const Comparison& comparison;
  const Snapshot& before;
  const Snapshot& after;
  Table<GroupDeclaration> groups;
  Table<ResourceDeclaration> resources;
  Table<TypeDeclaration> types;
  Table<PolicyDeclaration> policies;
  Table<SetDeclaration> sets;
  Table<NetworkDeclaration> networks;
  Table<WindowDeclaration> windows;
  Table<AttributeDeclaration> context;
  Table<AttributeDeclaration> attributes;
  Table<ScopeDeclaration> scopes;
  Table<ClientDeclaration> clients;

  std::vector<IdentityIndex> asked;    ///< ascending
  NameIndex<Id<State>> asked_by_name;  ///< place in `asked`; of ids and aliases of either side
  std::vector<std::vector<Listed>> member_of;   ///< by place in `asked`
  std::vector<bool> is_named_by_alias;          ///< likewise, in some list
  std::vector<std::vector<Number>> inside_of;   ///< by group: the groups in it, of both sides
  std::vector<std::vector<Number>> containing;  ///< by group: the groups that it is in
  NameIndex<Id<Scope>> policies_by_resource;    ///< place in `policies_naming`
  std::vector<std::vector<Number>> policies_naming;
  std::vector<std::pair<Name, Number>> globs;  ///< and the policy
  std::vector<std::vector<Number>> sets_with_policy, sets_with_set;
  std::set<std::string, std::less<>> edited_resources;
  Scope scope;
  Target target;
  std::vector<std::string> patterns;

  // --- indices of the whole ---

  void each_name(IdentityIndex identity, const auto& see) const {
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const UserIndex user = comparison.population->user(identity, side);
      if (user.is_none()) continue;
      const auto& declared = (side == SideOf::Before ? before : after).users[user.index()];
      see(declared->id);
      for (std::uint32_t i = 0; i < declared->aliases.count; ++i)
        see(declared.file->aliases[declared->aliases.first + i].name);
    }
  }

  void index_identities(const IdentitySet& identities) {
    for (const std::uint32_t number : identities.numbers()) {
      const Id<State> place{asked.size()};
      asked.push_back(IdentityIndex{number});
      each_name(IdentityIndex{number}, [&](Name name) { asked_by_name.set(name, place); });
    }
    member_of.resize(asked.size());
    is_named_by_alias.resize(asked.size());
  }

  void note_name(Id<State> place, Name name) {
    const IdentityIndex identity = asked[place.index()];
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const auto* const declared = user(identity, side);
      if (declared != nullptr && (*declared)->id != name) is_named_by_alias[place.index()] = true;
    }
  }

  void index_groups() {
    inside_of.resize(groups.size());
    containing.resize(groups.size());
    for (Number g = 0; g < groups.size(); ++g) {
      const ThingOnSides<GroupDeclaration>& group = groups[g];
      if (group.before) index_members(g, *group.before, false, group.is_shared());
      if (group.after && !group.is_shared()) index_members(g, *group.after, true, false);
      std::ranges::sort(inside_of[g]);
      const auto repeated = std::ranges::unique(inside_of[g]);
      inside_of[g].erase(repeated.begin(), repeated.end());
      for (const Number inside : inside_of[g]) containing[inside].push_back(g);
    }
  }

  void index_members(Number g, const Declared<GroupDeclaration>& group, bool is_after,
                     bool is_shared) {
    for (const Mention& mention : members_of(group)) {
      if (mention.kind == MentionKind::Group) {
        const auto inside = groups.find(mention.id);
        if (!inside.is_none()) inside_of[g].push_back(inside.number);
        continue;
      }
      const Id<State> place = asked_by_name.find(mention.id);
      if (place.is_none()) continue;
      note_name(place, mention.id);
      const Instant end = mention.has_until ? group.file->until_of(mention).end : kEndOfTime;
      member_of[place.index()].push_back({g, is_after, end});
      if (is_shared) member_of[place.index()].push_back({g, true, end});
    }
  }

  void index_policies() {
    for (Number p = 0; p < policies.size(); ++p) {
      std::set<Name> named;
      policies.each_side(p, [&](const auto& policy) {
        for (const NamePlace& to : policy->to) named.insert(to.name);
      });
      for (const Name name : named) {
        if (is_glob(before.text(name))) {
          globs.emplace_back(name, p);
          continue;
        }
        Id<Scope> list = policies_by_resource.find(name);
        if (list.is_none()) {
          list = Id<Scope>{policies_naming.size()};
          policies_by_resource.set(name, list);
          policies_naming.emplace_back();
        }
        policies_naming[list.index()].push_back(p);
      }
    }
    std::ranges::sort(globs);
  }

  void index_sets() {
    sets_with_policy.resize(policies.size());
    sets_with_set.resize(sets.size());
    for (Number s = 0; s < sets.size(); ++s) {
      sets.each_side(s, [&](const auto& set) {
        for (const SetDeclaration::Member& member : set->members) {
          if (member.is_set) {
            if (const auto found = sets.find(member.id); !found.is_none())
              sets_with_set[found.index()].push_back(s);
          } else if (const auto policy = policies.find(member.id); !policy.is_none()) {
            sets_with_policy[policy.index()].push_back(s);
          }
        }
      });
    }
  }

  // --- the target ---

  void set_target(const Target& on, std::vector<std::string> on_patterns) {
    target = on;
    patterns = std::move(on_patterns);
    std::ranges::sort(patterns);
    scope = {};
    add_resource(target.resource.after);
    add_resource(target.resource.before);
    std::ranges::sort(scope.types);
    const auto repeated = std::ranges::unique(scope.types);
    scope.types.erase(repeated.begin(), repeated.end());
    const std::set<Name> actions =
        actions_that_may_mean({target.action.names.before, target.action.names.after});
    std::set<Number> over;
    for (const Number resource : scope.resources)
      add_policies_over(resources[resource].name(), over);
    for (const Number policy : over) {
      if (may_cover(policy, actions)) scope.policies.push_back(policy);
    }
    add_sets();
    note_whom_lists_name();
    Reads reads;
    for (const Number policy : scope.policies) read_policy(policy, reads);
    scope.has_tokens = reads.tokens;
    add_groups(reads);
    add_what_is_read(reads);
  }

  void add_resource(Name id) {
    if (id.is_none()) return;
    std::vector<Name> open{id};
    while (!open.empty()) {
      const auto found = resources.find(open.back());
      open.pop_back();
      if (found.is_none() ||
          std::ranges::find(scope.resources, found.number) != scope.resources.end())
        continue;
      scope.resources.push_back(found.number);
      resources.each_side(found.number, [&](const auto& resource) {
        if (resource->parent) open.push_back(resource->parent->name);
        if (!resource->type) return;
        const auto type = types.find(resource->type->name);
        if (!type.is_none()) scope.types.push_back(type.number);
      });
    }
  }

  /// Calls `see(type)` for the target's types on each side.
  template <typename See>
  void each_type(See&& see) const {
    for (const Number t : scope.types) types.each_side(t, [&](const auto& type) { see(*type.it); });
  }

  /// The actions, what the target's methods mean of any of its types, and those that imply them on
  /// either side.
  std::set<Name> actions_that_may_mean(std::set<Name> all) const {
    each_type([&](const TypeDeclaration& type) {
      for (const TypeDeclaration::Method& method : type.methods) {
        const auto& methods = target.action.methods;
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

  void add_policies_over(Name resource, std::set<Number>& over) const {
    if (const auto list = policies_by_resource.find(resource); !list.is_none())
      over.insert(policies_naming[list.index()].begin(), policies_naming[list.index()].end());
    const std::string_view text = before.text(resource);
    Name tried;
    bool matches = false;
    for (const auto& [glob, policy] : globs) {
      if (glob != tried) matches = glob_matches(before.text(glob), text);
      tried = glob;
      if (matches) over.insert(policy);
    }
  }

  bool may_cover(Number policy, const std::set<Name>& actions) const {
    bool covers = false;
    policies.each_side(policy, [&](const auto& one) {
      covers = covers || !one->actions ||
               std::ranges::any_of(*one->actions, [&](const NamePlace& action) {
                 return actions.contains(action.name);
               });
    });
    return covers;
  }

  void add_sets() {
    for (const Number policy : scope.policies) {
      std::set<Number> over;
      std::vector<Number> open = sets_with_policy[policy];
      bool is_gate = false;
      while (!open.empty()) {
        const Number set = open.back();
        open.pop_back();
        if (!over.insert(set).second) continue;
        sets.each_side(set, [&](const auto& one) { is_gate |= one->combine == Combine::AllOf; });
        open.insert(open.end(), sets_with_set[set].begin(), sets_with_set[set].end());
      }
      scope.is_gate.push_back(is_gate);
      scope.sets_over.emplace_back(over.begin(), over.end());
    }
  }

  void note_whom_lists_name() {
    for (const Number policy : scope.policies) {
      const auto& one = policies[policy];
      if (one.before) note_named((*one.before)->who, 'p', {policy, false});
      if (one.after) note_named((*one.after)->who, 'p', {policy, true});
    }
    for (Number c = 0; c < clients.size(); ++c) {
      const auto& one = clients[c];
      if (one.before && (*one.before)->users) note_named(*(*one.before)->users, 'c', {c, false});
      if (one.after && (*one.after)->users) note_named(*(*one.after)->users, 'c', {c, true});
    }
  }

  void note_named(const std::vector<Mention>& mentions, char kind, const Listed& where) {
    for (const Mention& mention : mentions) {
      if (mention.kind != MentionKind::User) continue;
      const Id<State> place = asked_by_name.find(mention.id);
      if (place.is_none()) continue;
      note_name(place, mention.id);
      scope.named_by[place.index()].emplace_back(kind, where);
    }
  }

  void read_policy(Number number, Reads& reads) {
    const Name id = policies[number].name();
    for (const Snapshot* const side : {&before, &after}) {
      const PolicyIndex policy = side->policy_by_name.find(id);
      if (policy.is_none()) continue;
      reads.tokens |= !side->policies[policy.index()]->scopes.empty();
      if (side->conditions[policy.index()]) read(*side->conditions[policy.index()], reads);
    }
    policies.each_side(number, [&](const auto& one) {
      scope.has_domains |= std::ranges::any_of(
          one->who, [](const Mention& who) { return who.kind == MentionKind::Domain; });
    });
  }

  void read(const Expression& expression, Reads& reads) const {
    for (const Expression::Node& node : expression.nodes) {
      const Name name = node.name.empty() ? Name{} : before.names->find(node.name);
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
        default:
          break;
      }
    }
  }

  void name_groups(std::span<const Mention> mentions, std::vector<Number>& named) const {
    for (const Mention& mention : mentions) {
      const auto group =
          mention.kind == MentionKind::Group ? groups.find(mention.id) : Id<GroupDeclaration>{};
      if (!group.is_none()) named.push_back(group.number);
    }
  }

  /// The groups that may use a client.
  void add_users_of_clients(std::vector<Number>& named) {
    for (Number c = 0; c < clients.size(); ++c) {
      clients.each_side(c, [&](const auto& client) {
        if (!client->users) return;
        name_groups(*client->users, named);
        scope.has_domains |= std::ranges::any_of(
            *client->users, [](const Mention& one) { return one.kind == MentionKind::Domain; });
      });
    }
  }

  void add_groups(Reads& reads) {
    scope.groups.resize(groups.size());
    std::vector<Number> open;
    for (const Number policy : scope.policies)
      policies.each_side(policy, [&](const auto& one) { name_groups(one->who, open); });
    if (scope.has_tokens) add_users_of_clients(open);
    while (!open.empty()) {
      const Number group = open.back();
      open.pop_back();
      if (scope.groups[group]) continue;
      scope.groups[group] = true;
      add_group(group, reads);
      open.insert(open.end(), inside_of[group].begin(), inside_of[group].end());
    }
  }

  void add_group(Number number, Reads& reads) {
    bool is_open = false;
    bool has_rule = false;
    groups.each_side(number, [&](const auto& group) {
      is_open |= group->is_open;
      has_rule |= group->rule.has_value();
      scope.has_domains |= !group->within.empty();
    });
    if (is_open) scope.open_groups.push_back(number);
    if (!has_rule) return;
    scope.groups_by_rule.push_back(number);
    for (const Snapshot* const side : {&before, &after}) {
      const GroupIndex group = side->group_by_name.find(groups[number].name());
      if (!group.is_none() && side->rules[group.index()]) read(*side->rules[group.index()], reads);
    }
  }

  void add_what_is_read(const Reads& reads) {
    const auto add = [](const auto& table, const std::set<Name>& names, std::vector<Number>& all) {
      for (const Name name : names) {
        if (const auto found = table.find(name); !name.is_none() && !found.is_none())
          all.push_back(found.number);
      }
    };
    add(context, reads.context, scope.context);
    add(windows, reads.windows, scope.windows);
    add(networks, reads.networks, scope.networks);
    for (std::size_t i = 0; i < scope.networks.size(); ++i) add_nested_networks(scope.networks[i]);
    std::set<Name> of_both = reads.user_attributes;
    of_both.insert(reads.resource_attributes.begin(), reads.resource_attributes.end());
    add(attributes, of_both, scope.attributes);
    scope.user_attributes.assign(reads.user_attributes.begin(), reads.user_attributes.end());
    scope.resource_attributes.assign(reads.resource_attributes.begin(),
                                     reads.resource_attributes.end());
  }

  void add_nested_networks(Number number) {
    networks.each_side(number, [&](const auto& network) {
      for (const auto& entry : network->entries) {
        const auto found = entry.prefix ? Id<NetworkDeclaration>{} : networks.find(entry.network);
        if (!found.is_none() &&
            std::ranges::find(scope.networks, found.number) == scope.networks.end())
          scope.networks.push_back(found.number);
      }
    });
  }

  [[nodiscard]] std::string target_key() const {
    std::string made;
    const auto add = [&made](std::uint32_t number) {
      made.append(reinterpret_cast<const char*>(&number), sizeof number);
    };
    if (target.is_by_url()) {  // each alone
      add(target.resource.before.number);
      add(target.resource.after.number);
      add(target.action.names.before.number);
      add(target.action.names.after.number);
      for (const Name method : target.action.methods) add(method.number);
      return made;
    }
    add(target.action.names.after.number);
    for (const Number number : scope.resources) {
      resources.each_side(number, [&](const auto& resource) {
        add(resource->type ? resource->type->name.number : Name{}.number);
        add(resource->actions ? 1 : 0);
      });
    }
    add(Name{}.number);
    for (const Number policy : scope.policies) add_coverage(policy, add);
    for (const Number number : scope.resources) {
      if (edited_resources.contains(before.text(resources[number].name()))) add(number);
    }
    add(Name{}.number);
    // Attributes are those of the resource itself.
    if (scope.resources.empty()) return made;
    resources.each_side(scope.resources.front(), [&](const auto& resource) {
      for (std::uint32_t i = 0; i < resource->attributes.count; ++i) {
        const AttributeValue& value =
            resource.file->attribute_values[resource->attributes.first + i];
        if (!std::ranges::binary_search(scope.resource_attributes, value.attribute)) continue;
        add(value.attribute.number);
        add(static_cast<std::uint32_t>(value.value.kind));
        add(value.value.text.number);
      }
      add(Name{}.number);
    });
    return made;
  }

  /// The policy, and by what it covers the target if that may differ.
  void add_coverage(Number policy, const auto& add) const {
    add(policy);
    const ThingOnSides<PolicyDeclaration>& one = policies[policy];
    if (one.is_shared()) return;
    policies.each_side(policy, [&](const auto& side) {
      for (const NamePlace& to : side->to) {
        const bool names_it = std::ranges::any_of(scope.resources, [&](Number resource) {
          const Name id = resources[resource].name();
          return to.name == id || (is_glob(before.text(to.name)) &&
                                   glob_matches(before.text(to.name), before.text(id)));
        });
        if (names_it) add(to.name.number);
      }
      add(Name{}.number);
    });
  }

  // --- an identity on it ---

  [[nodiscard]] std::size_t place_of(IdentityIndex identity) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(asked, identity) - asked.begin());
  }

  [[nodiscard]] const Declared<UserDeclaration>* user(IdentityIndex identity, SideOf side) const {
    const UserIndex user = comparison.population->user(identity, side);
    return user.is_none() ? nullptr
                          : &(side == SideOf::Before ? before : after).users[user.index()];
  }

  /// The user as it is listed; null of who is not.
  [[nodiscard]] const Declared<UserDeclaration>* listed(IdentityIndex identity, SideOf side) const {
    return comparison.population->unlisted(identity, side) == nullptr ? user(identity, side)
                                                                      : nullptr;
  }

  [[nodiscard]] Name client_name(IdentityIndex identity) const {
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const ClientIndex client = comparison.population->client(identity, side);
      if (!client.is_none())
        return (side == SideOf::Before ? before : after).clients[client.index()]->name;
    }
    return {};
  }

  [[nodiscard]] Name domain_of(IdentityIndex identity) const {
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const auto* const declared = user(identity, side);
      if (declared == nullptr) continue;
      if (const Unlisted* const unlisted = comparison.population->unlisted(identity, side);
          unlisted != nullptr && unlisted->kind != Unlisted::Kind::Mentioned)
        return unlisted->kind == Unlisted::Kind::Stranger ? unlisted->domain : Name{};
      const std::string_view id = before.text((*declared)->id);
      const std::size_t at = id.rfind('@');
      if (at == std::string_view::npos) return {};
      return before.names->intern(fold_ascii(id.substr(at + 1)));
    }
    return {};
  }

  [[nodiscard]] std::vector<Name> names_of(IdentityIndex identity) const {
    std::vector<Name> names;
    each_name(identity, [&](Name name) { names.push_back(name); });
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
  }

  /// The groups, of those that matter, in which the identity can be, whatever is applied.
  [[nodiscard]] std::vector<Number> groups_of(IdentityIndex identity) const {
    std::vector<Number> open = scope.groups_by_rule;
    open.insert(open.end(), scope.open_groups.begin(), scope.open_groups.end());
    for (const Listed& listed : member_of[place_of(identity)]) open.push_back(listed.list);
    std::set<Number> all;
    while (!open.empty()) {
      const Number group = open.back();
      open.pop_back();
      if (!scope.groups[group] || !all.insert(group).second) continue;
      open.insert(open.end(), containing[group].begin(), containing[group].end());
    }
    if (const auto own = represented(identity)) all.insert(*own);
    return {all.begin(), all.end()};
  }

  /// The group whose further members the identity stands for.
  [[nodiscard]] std::optional<Number> represented(IdentityIndex identity) const {
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const Unlisted* const unlisted = comparison.population->unlisted(identity, side);
      if (unlisted == nullptr || unlisted->kind != Unlisted::Kind::Representative) continue;
      const auto* const declared = user(identity, side);
      const Name id = before.names->find(before.text((*declared)->id).substr(kMemberPrefix.size()));
      const auto group = id.is_none() ? Id<GroupDeclaration>{} : groups.find(id);
      if (!group.is_none()) return group.number;
    }
    return std::nullopt;
  }

  [[nodiscard]] Kept kept(IdentityIndex identity) const {
    Kept made;
    made.identities = names_of(identity);
    if (const Name domain = domain_of(identity); !domain.is_none()) made.domains = {domain};
    if (const Name client = client_name(identity); !client.is_none())
      made.acting_clients = {client};
    made.user_attributes = scope.user_attributes;
    made.resource_attributes = scope.resource_attributes;
    made.urls = patterns;
    made.methods = target.action.methods;
    std::ranges::sort(made.methods);
    for (const Number group : groups_of(identity)) {
      made.groups.push_back(groups[group]);
      made.group_names.push_back(groups[group].name());
    }
    std::ranges::sort(made.group_names);
    std::set<Number> over;
    for (std::size_t i = 0; i < scope.policies.size(); ++i) {
      const ThingOnSides<PolicyDeclaration>& policy = policies[scope.policies[i]];
      if (!scope.is_gate[i] && !may_name(scope.policies[i], made)) continue;
      made.policies.push_back(policy);
      made.policy_names.push_back(policy.name());
      over.insert(scope.sets_over[i].begin(), scope.sets_over[i].end());
    }
    std::ranges::sort(made.policy_names);
    for (const Number set : over) {
      made.sets.push_back(sets[set]);
      made.set_names.push_back(sets[set].name());
    }
    std::ranges::sort(made.set_names);
    const auto add = [](const auto& table, const std::vector<Number>& numbers, auto& things) {
      for (const Number number : numbers) things.push_back(table[number]);
    };
    add(resources, scope.resources, made.resources);
    add(types, scope.types, made.types);
    add(networks, scope.networks, made.networks);
    add(windows, scope.windows, made.windows);
    add(context, scope.context, made.context);
    add(attributes, scope.attributes, made.attributes);
    if (scope.has_tokens || !made.acting_clients.empty()) {
      made.clients = clients.all();
      made.scopes = scopes.all();
    }
    const ThingOnSides<UserDeclaration> it{listed(identity, SideOf::Before),
                                           listed(identity, SideOf::After)};
    if (it.before || it.after) made.users.push_back(it);
    speak_of(identity, made);
    return made;
  }

  bool may_name(Number policy, const Kept& made) const {
    bool names = false;
    policies.each_side(policy, [&](const auto& one) {
      names = names || std::ranges::any_of(
                           one->who, [&](const Mention& mention) { return made.keeps(mention); });
    });
    return names;
  }

  /// An open directory knows whom it speaks of.
  void speak_of(IdentityIndex identity, Kept& made) const {
    if (before.is_closed && after.is_closed) return;
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const auto* const declared = user(identity, side);
      if (declared == nullptr) continue;
      const Unlisted* const unlisted = comparison.population->unlisted(identity, side);
      if (unlisted == nullptr || unlisted->kind == Unlisted::Kind::Mentioned) {
        made.spoken_of = Mention{(*declared)->id, MentionKind::User, false, {}};
      } else if (unlisted->kind == Unlisted::Kind::Stranger && !unlisted->domain.is_none()) {
        made.spoken_of = Mention{unlisted->domain, MentionKind::Domain, false, {}};
      }
    }
  }

  [[nodiscard]] std::string key(IdentityIndex identity) const {
    std::string made;
    for (const SideOf side : {SideOf::Before, SideOf::After}) add_side(identity, side, made);
    const bool is_alone = comparison.population->is_client(identity) ||
                          identity == kAnonymousIdentity || is_named_by_alias[place_of(identity)];
    if (is_alone) add_number(identity.number, made);
    if (scope.has_domains) add_number(domain_of(identity).number, made);
    add_lists(identity, made);
    return made;
  }

  static void add_number(std::uint64_t number, std::string& made) {
    made.append(reinterpret_cast<const char*>(&number), sizeof number);
  }

  /// What a side declares of the identity, as far as it is read.
  void add_side(IdentityIndex identity, SideOf side, std::string& made) const {
    const auto* const declared = user(identity, side);
    const Unlisted* const unlisted = comparison.population->unlisted(identity, side);
    add_number(unlisted != nullptr ? 100U + static_cast<unsigned>(unlisted->kind)
                                   : static_cast<unsigned>(declared != nullptr),
               made);
    if (declared == nullptr) return;
    if (unlisted != nullptr && unlisted->kind != Unlisted::Kind::Mentioned)
      add_number(identity.number, made);
    const UserDeclaration& it = *declared->it;
    add_number(static_cast<std::uint64_t>(it.status), made);
    const Instant end = it.has_until ? declared->file->until_of(it).end : kEndOfTime;
    add_number(static_cast<std::uint64_t>(end), made);
    if (it.aliases.count > 0) add_aliases(*declared, identity, made);
    for (std::uint32_t i = 0; i < it.attributes.count; ++i) {
      const AttributeValue& value = declared->file->attribute_values[it.attributes.first + i];
      if (!std::ranges::binary_search(scope.user_attributes, value.attribute)) continue;
      add_number(value.attribute.number, made);
      add_number(static_cast<std::uint64_t>(value.value.kind), made);
      add_number(value.value.text.number, made);
    }
    add_number(~std::uint64_t{0}, made);
  }

  /// What is asked of aliases is not compared: who has other ones than before is alone.
  void add_aliases(const Declared<UserDeclaration>& declared, IdentityIndex identity,
                   std::string& made) const {
    const auto* const other_before = user(identity, SideOf::Before);
    const auto* const other_after = user(identity, SideOf::After);
    const bool is_shared = other_before && other_after && other_before->it == other_after->it;
    if (!is_shared) made += before.text(declared->id);
  }

  void add_lists(IdentityIndex identity, std::string& made) const {
    std::vector<Listed> lists;
    for (const Listed& listed : member_of[place_of(identity)]) {
      if (scope.groups[listed.list]) lists.push_back(listed);
    }
    std::ranges::sort(lists);
    const auto add = [&made](const Listed& listed, char kind) {
      made += kind;
      made.append(reinterpret_cast<const char*>(&listed.list), sizeof listed.list);
      made += listed.is_after ? 'a' : 'b';
      made.append(reinterpret_cast<const char*>(&listed.end), sizeof listed.end);
    };
    for (const Listed& listed : lists) add(listed, 'g');
    const auto named = scope.named_by.find(place_of(identity));
    if (named == scope.named_by.end()) return;
    for (const auto& [kind, listed] : named->second) add(listed, kind);
  }

  [[nodiscard]] bool is_plain(IdentityIndex identity) const {
    const auto* const b = user(identity, SideOf::Before);
    const auto* const a = user(identity, SideOf::After);
    if (b != nullptr && a != nullptr && (*b)->id != (*a)->id) return false;
    if (b != nullptr && a != nullptr && (*b)->uid != (*a)->uid && !(*b)->uid.is_none() &&
        !(*a)->uid.is_none())
      return false;
    bool is_plain = true;
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      // Where a group is not open its representative is in none.
      const Unlisted* const unlisted = comparison.population->unlisted(identity, side);
      is_plain = is_plain && !(unlisted != nullptr && unlisted->group.is_none() &&
                               unlisted->kind == Unlisted::Kind::Representative);
    }
    each_name(identity, [&](Name name) {
      for (const SideOf side : {SideOf::Before, SideOf::After}) {
        const UserIndex named = (side == SideOf::Before ? before : after).user_by_name.find(name);
        is_plain = is_plain &&
                   (named.is_none() || comparison.population->identity(named, side) == identity);
      }
    });
    return is_plain;
  }
};

Relevant::Relevant(const Comparison& comparison, const IdentitySet& identities)
    : state_(std::make_unique<State>(comparison, identities)) {}
Relevant::~Relevant() = default;

void Relevant::set_target(const Target& target, std::vector<std::string> patterns) {
  state_->set_target(target, std::move(patterns));
}
std::string Relevant::target_key() const { return state_->target_key(); }
bool Relevant::is_plain(IdentityIndex identity) const { return state_->is_plain(identity); }
std::string Relevant::key(IdentityIndex identity) const { return state_->key(identity); }
Kept Relevant::of(IdentityIndex identity) const { return state_->kept(identity); }

}  // namespace accessdrift
