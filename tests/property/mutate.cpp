#include <algorithm>

#include "mutation.h"
#include "parts.h"
#include "vocabulary.h"
#include "worlds.h"

namespace accessdrift::property {
namespace {

void members(Draft& draft, Random& random) {
  if (DraftGroup* group = one_of(draft.groups, random))
    change_list(group->members, random_member(draft, random), random);
}

void place_in_group(Draft& draft, Random& random) {
  DraftGroup* const group = one_of(draft.groups, random);
  const DraftUser* const user = one_of(draft.users, random);
  if (group == nullptr || user == nullptr) return;
  if (std::erase(group->members, user->id) == 0) group->members.push_back(user->id);
}

void group_rule(Draft& draft, Random& random) {
  DraftGroup* group = one_of(draft.groups, random);
  if (group == nullptr) return;
  if (group->rule && random.chance(30)) {
    group->rule.reset();
  } else {
    group->rule = ConditionWriter(draft, random).rule();
  }
}

void status(Draft& draft, Random& random) {
  DraftUser* user = one_of(draft.users, random);
  if (user == nullptr) return;
  user->status = user->status.empty() || user->status == "active"
                     ? random.pick(kStatuses)
                     : std::string(random.chance(50) ? "active" : "");
}

void uid(Draft& draft, Random& random) {
  DraftUser* user = one_of(draft.users, random);
  DraftUser* other = one_of(draft.users, random);
  if (user == nullptr) return;
  switch (random.below(3)) {
    case 0:
      user->uid = fresh_uid(draft, random);
      break;
    case 1:
      user->uid.clear();
      break;
    default:
      std::swap(user->uid, other->uid);
      break;
  }
}

void alias(Draft& draft, Random& random) {
  if (DraftUser* user = one_of(draft.users, random))
    change_list(user->aliases, random.pick(kAliases), random);
}

void user_attribute(Draft& draft, Random& random) {
  DraftUser* user = one_of(draft.users, random);
  const DraftAttribute* attribute = one_of(draft.attributes, random);
  if (user == nullptr || attribute == nullptr) return;
  if (random.chance(30)) {
    user->attributes.erase(attribute->name);
  } else {
    user->attributes[attribute->name] = random_value(attribute->type, random);
  }
}

void resource_attribute(Draft& draft, Random& random) {
  DraftResource* resource = one_of(draft.resources, random);
  const DraftAttribute* attribute = one_of(draft.attributes, random);
  if (resource == nullptr || attribute == nullptr) return;
  if (random.chance(30)) {
    resource->attributes.erase(attribute->name);
  } else {
    resource->attributes[attribute->name] = random_value(attribute->type, random);
  }
}

void change_values(AttributeType& type, Random& random) {
  const std::vector<std::string>& pool = type.kind == TypeKind::Enum ? kEnumValues : kElements;
  if (type.values.size() > 1 && random.chance(50)) {
    drop_one(type.values, random);
    return;
  }
  const std::string value = random.pick(pool);
  if (std::ranges::count(type.values, value) == 0) type.values.push_back(value);
}

void attribute_type(Draft& draft, Random& random) {
  const bool is_context = random.chance(70);
  DraftAttribute* attribute = one_of(is_context ? draft.context : draft.attributes, random);
  if (attribute == nullptr) return;
  const bool has_values =
      attribute->type.kind == TypeKind::Enum || attribute->type.kind == TypeKind::Set;
  if (has_values && random.chance(60)) {
    change_values(attribute->type, random);
  } else if (is_context && draft.writes_worlds && random.chance(30)) {
    attribute->type.is_world = !attribute->type.is_world;
  } else if (is_context && random.chance(50)) {
    attribute->type.is_required = !attribute->type.is_required;
  } else {
    const AttributeType old = attribute->type;
    attribute->type = random_type(random, TypeKind::String);
    attribute->type.is_required = old.is_required;
    attribute->type.is_world = old.is_world;
  }
}

void network(Draft& draft, Random& random) {
  if (DraftList* one = one_of(draft.networks, random)) {
    change_list(one->entries,
                random.chance(30) ? random.pick(draft.networks).name : random_prefix(random),
                random);
  }
}

void scope_includes(Draft& draft, Random& random) {
  if (DraftList* scope = one_of(draft.scopes, random))
    change_list(scope->entries, random.pick(draft.scopes).name, random);
}

void client(Draft& draft, Random& random) {
  DraftClient* client = one_of(draft.clients, random);
  if (client == nullptr) {
    if (random.chance(40)) add_client(draft, random);
    return;
  }
  switch (random.below(4)) {
    case 0:
      client->users.clear();
      break;
    case 1:
      change_list(client->users, random_client_user(draft, random), random);
      break;
    default:
      if (!draft.scopes.empty())
        change_list(client->scopes, random.pick(draft.scopes).name, random);
  }
}

/// The first, or none any more: what the others can be issued changes, too.
void all_clients(Draft& draft, Random& random) {
  if (draft.clients.empty()) {
    if (random.chance(40)) add_client(draft, random);
  } else if (random.chance(50)) {
    draft.clients.clear();
  }
}

void implications(Draft& draft, Random& random) {
  DraftType* type = one_of(draft.types, random);
  if (type == nullptr) return;
  DraftList* action = one_of(type->actions, random);
  switch (random.below(4)) {
    case 0:
      drop_one(type->actions, random);
      break;
    case 1: {
      const auto free = free_of(kActions, [&](const std::string& a) {
        return std::ranges::count(type->actions, a, &DraftList::name) != 0;
      });
      if (!free.empty()) type->actions.push_back({random.pick(free), {}});
      break;
    }
    default:
      if (action != nullptr) change_list(action->entries, random.pick(type->actions).name, random);
  }
}

void parent(Draft& draft, Random& random) {
  DraftResource* resource = one_of(draft.resources, random);
  if (resource == nullptr) return;
  resource->parent = random.chance(30) ? std::string() : random.pick(draft.resources).id;
}

void resource_type(Draft& draft, Random& random) {
  DraftResource* resource = one_of(draft.resources, random);
  if (resource == nullptr) return;
  resource->type.clear();
  resource->actions.clear();
  if (!draft.types.empty() && random.chance(50)) {
    resource->type = random.pick(draft.types).name;
  } else if (random.chance(60)) {
    resource->actions = random.some(kActions, random.between(1, 3));
  }
}

void policy_lists(Draft& draft, Random& random) {
  DraftPolicy* policy = one_of(draft.policies, random);
  if (policy == nullptr) return;
  switch (random.below(4)) {
    case 0:
      change_list(policy->who, random_who(draft, random), random);
      break;
    case 1:
      change_list(policy->to, random_reach(draft, random), random);
      break;
    case 2:
      policy->actions = random_actions(draft, policy->to, random);
      break;
    default:
      if (!draft.scopes.empty())
        change_list(policy->scopes, random.pick(draft.scopes).name, random);
  }
}

void policy_effect(Draft& draft, Random& random) {
  DraftPolicy* policy = one_of(draft.policies, random);
  if (policy == nullptr) return;
  if (random.chance(50)) {
    policy->is_deny = !policy->is_deny;
  } else {
    policy->on_error = random.pick(std::vector<std::string>{"", "skip", "apply"});
  }
}

void condition(Draft& draft, Random& random) {
  DraftPolicy* policy = one_of(draft.policies, random);
  if (policy == nullptr) return;
  ConditionWriter writer(draft, random);
  if (!policy->when || random.chance(35)) {
    policy->when = writer.condition();
    return;
  }
  if (random.chance(20)) {
    policy->when.reset();
    return;
  }
  const DraftCondition more = writer.condition();
  std::string& text = policy->when->text;
  switch (random.below(5)) {
    case 0:
      text = "(" + text + ") && (" + more.text + ")";
      break;
    case 1:
      text = "(" + text + ") || (" + more.text + ")";
      break;
    case 2:
      text = "!(!(" + text + "))";
      return;  // says the same
    case 3:
      text = "(" + text + ") && true";
      return;
    default:
      text = "(" + more.text + ") ? (" + text + ") : (" + more.text + ")";
      break;
  }
  policy->when->uses.insert(more.uses.begin(), more.uses.end());
}

void set_order(Draft& draft, Random& random) {
  DraftSet* set = one_of(draft.sets, random);
  if (set != nullptr)
    std::swap(set->members[random.below(set->members.size())],
              set->members[random.below(set->members.size())]);
}

void set_combine(Draft& draft, Random& random) {
  if (DraftSet* set = one_of(draft.sets, random)) set->combine = random.pick(kCombines);
}

void set_members(Draft& draft, Random& random) {
  DraftSet* set = one_of(draft.sets, random);
  if (set == nullptr || draft.policies.empty()) return;
  const bool is_set = random.chance(30);
  change_list(set->members,
              is_set ? "set:" + random.pick(draft.sets).id : random.pick(draft.policies).id,
              random);
}

void add_something(Draft& draft, Random& random) {
  if (draft.writes_time && random.chance(10)) (void)add_window(draft, random);
  static const std::vector<bool (*)(Draft&, Random&)> kAdditions{
      add_context,  add_attribute, add_network, add_user,   add_user,
      add_group,    add_scope,     add_client,  add_type,   add_resource,
      add_resource, add_policy,    add_policy,  add_policy, add_set};
  (void)random.pick(kAdditions)(draft, random);
}

void remove_something(Draft& draft, Random& random) {
  if (draft.writes_time && random.chance(8)) drop_one(draft.windows, random);
  switch (random.below(13)) {
    case 12:
      drop_one(draft.clients, random);
      break;
    case 0:
      drop_one(draft.context, random);
      break;
    case 1:
      drop_one(draft.attributes, random);
      break;
    case 2:
      drop_one(draft.networks, random);
      break;
    case 3:
    case 4:
      drop_one(draft.users, random);
      break;
    case 5:
      drop_one(draft.groups, random);
      break;
    case 6:
      drop_one(draft.scopes, random);
      break;
    case 7:
      drop_one(draft.types, random);
      break;
    case 8:
      drop_one(draft.resources, random);
      break;
    case 9:
      drop_one(draft.sets, random);
      break;
    default:
      drop_one(draft.policies, random);
      break;
  }
}

}  // namespace

void mutate_people(Draft& draft, Random& random) {
  static const std::vector<void (*)(Draft&, Random&)> kEdits{
      place_in_group,
      place_in_group,
      place_in_group,
      status,
      uid,
      rename_user,
      alias,
      user_attribute,
      [](Draft& all, Random& one) { (void)add_user(all, one); },
      [](Draft& all, Random& one) { drop_one(all.users, one); }};
  random.pick(kEdits)(draft, random);
  repair(draft, random);
}

void mutate(Draft& draft, Random& random) {
  static const std::vector<void (*)(Draft&, Random&)> kEdits{members,
                                                             members,
                                                             group_rule,
                                                             status,
                                                             uid,
                                                             rename_user,
                                                             swap_ids,
                                                             stray_rename,
                                                             alias,
                                                             user_attribute,
                                                             resource_attribute,
                                                             attribute_type,
                                                             attribute_type,
                                                             network,
                                                             scope_includes,
                                                             client,
                                                             client,
                                                             all_clients,
                                                             implications,
                                                             parent,
                                                             resource_type,
                                                             policy_lists,
                                                             policy_lists,
                                                             policy_lists,
                                                             policy_effect,
                                                             condition,
                                                             condition,
                                                             condition,
                                                             set_order,
                                                             set_combine,
                                                             set_members,
                                                             add_something,
                                                             add_something,
                                                             add_something,
                                                             remove_something,
                                                             remove_something,
                                                             rename_policy,
                                                             rename_resource,
                                                             rename_resource,
                                                             rename_group};
  if (draft.opens_groups && random.chance(25)) {
    mutate_open_groups(draft, random);
  } else if (draft.opens_directory && random.chance(40)) {
    mutate_directory(draft, random);
  } else if (draft.writes_time && random.chance(20)) {
    mutate_time(draft, random);
  } else if (draft.writes_urls && random.chance(35)) {
    mutate_urls(draft, random);
  } else if (random.chance(10)) {
    mutate_texts(draft, random);
  } else {
    random.pick(kEdits)(draft, random);
  }
  repair(draft, random);
}

}  // namespace accessdrift::property
