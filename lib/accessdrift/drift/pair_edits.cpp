#include "accessdrift/drift/pair_edits.h"

#include <algorithm>

#include "accessdrift/base/time_text.h"
#include "accessdrift/drift/differing_parts.h"
#include "accessdrift/drift/edit_text.h"
#include "accessdrift/model/version_condition.h"

namespace accessdrift {
namespace {

using Item = EditCollector::Item;
using MaybeItem = std::optional<Item>;

/// Kind and written text: `7` and `"7"` may be different values, and a list is not its text.
std::string literal_key(const Snapshot& snapshot, const Literal& literal) {
  return std::to_string(static_cast<int>(literal.kind)) + std::string(snapshot.text(literal.text));
}

template <typename T>
Item end(const Declared<T>& declared, const Until& until) {
  return {until_text(until.end), declared.span(until.place)};
}

std::vector<Item> parts(const Declared<WindowDeclaration>& window) {
  std::vector<Item> all;
  for (const WindowDeclaration::Part& part : window->parts)
    all.push_back({part.window.text, window.span(part.place)});
  return all;
}

bool has_ends(const Declared<GroupDeclaration>& group) {
  return std::ranges::any_of(members_of(group), &Mention::has_until);
}

template <typename Index>
const Expression* checked(const NameIndex<Index>& by_name, Name name,
                          const std::vector<std::shared_ptr<const Expression>>& all) {
  const Index index = by_name.find(name);
  if (index.is_none() || index.index() >= all.size() || !all[index.index()]) return nullptr;
  const Expression& found = *all[index.index()];
  return found.as_checked ? found.as_checked.get() : &found;
}

}  // namespace

template <typename T>
std::vector<EditCollector::Item> PairEdits::items(const Declared<T>& declared,
                                                  const std::vector<NamePlace>& names) const {
  std::vector<Item> all;
  all.reserve(names.size());
  for (const NamePlace& name : names) all.push_back({text(name.name), declared.span(name.place)});
  return all;
}

template <typename T>
std::vector<EditCollector::Item> PairEdits::mentions(const Declared<T>& declared,
                                                     const Mention* first,
                                                     std::size_t count) const {
  std::vector<Item> all;
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back({mention_text(before_, first[i]), declared.span(first[i].place)});
    if (first[i].has_until) all.back().until = &declared.file->until_of(first[i]);
  }
  return all;
}

template <typename T>
void PairEdits::optional_names(const FactKey& key, const Declared<T>& b, const Declared<T>& a,
                               std::optional<std::vector<NamePlace>> T::*list) {
  const auto names = [&](const Declared<T>& declared) {
    using Items = std::optional<std::vector<Item>>;
    const std::optional<std::vector<NamePlace>>& all = declared.it->*list;
    return all ? Items(items(declared, *all)) : Items();
  };
  edits_.optional_members(key, (b.it->*list ? b : a).key(), names(b), names(a));
}

template <typename T>
void PairEdits::attributes(Thing thing, const Declared<T>& b, const Declared<T>& a) {
  std::map<std::string, std::pair<MaybeItem, MaybeItem>> by_name;
  const auto note = [&](const Declared<T>& declared,
                        MaybeItem std::pair<MaybeItem, MaybeItem>::*side) {
    for (std::uint32_t i = 0; i < declared->attributes.count; ++i) {
      const AttributeValue& value = declared.file->attribute_values[declared->attributes.first + i];
      by_name[text(value.attribute)].*side =
          Item{literal_text(before_, value.value),
               value.text == nullptr ? declared.span(value.place) : Span{value.text, value.place},
               literal_key(before_, value.value)};
    }
  };
  note(b, &std::pair<MaybeItem, MaybeItem>::first);
  note(a, &std::pair<MaybeItem, MaybeItem>::second);
  const std::string id = key_of(b);
  for (auto& [name, values] : by_name)
    edits_.changed({thing, id, "attributes", name}, values.first, values.second);
}

/// Where only one part differs the edit points at it, else at the whole text. The expressions are
/// null where nobody checked them.
template <typename T>
void PairEdits::condition(const FactKey& key, const Declared<T>& b, const Declared<T>& a,
                          std::optional<ConditionText> T::*text, Expressions expressions) {
  const std::optional<DifferingParts> parts =
      expressions.before != nullptr && expressions.after != nullptr
          ? differing_parts(*expressions.before, *expressions.after)
          : std::nullopt;
  const auto item = [text](const Declared<T>& declared, std::optional<Place> part) {
    const std::optional<ConditionText>& found = declared.it->*text;
    if (!found) return MaybeItem();
    const Place place = part ? found->place_of(part->begin, part->end) : found->place;
    return MaybeItem(Item{found->as_written(), declared.span(place)});
  };
  using MaybePlace = std::optional<Place>;
  edits_.changed(key, item(b, parts ? MaybePlace(parts->before) : MaybePlace()),
                 item(a, parts ? MaybePlace(parts->after) : MaybePlace()));
}

void PairEdits::add(Thing thing, const Declared<AttributeDeclaration>& b,
                    const Declared<AttributeDeclaration>& a) {
  const std::string id = key_of(b);
  const auto type = [](const Declared<AttributeDeclaration>& declared) {
    Item item{to_text(declared->type), declared.span(declared->body)};
    for (const std::string& value : declared->type.values) item.key += value + '\x1F';
    return item;
  };
  const auto required = [](const Declared<AttributeDeclaration>& declared) {
    return Item{declared->type.is_required ? "true" : "false", declared.span(declared->body)};
  };
  edits_.changed({thing, id, "type", {}}, type(b), type(a));
  edits_.changed({thing, id, "required", {}}, required(b), required(a));
  const auto world = [](const Declared<AttributeDeclaration>& declared) {
    return Item{declared->type.is_unknown() ? "unknown" : "known", declared.span(declared->body)};
  };
  edits_.changed({thing, id, "world", {}}, world(b), world(a));
}

void PairEdits::add(const Declared<NetworkDeclaration>& b, const Declared<NetworkDeclaration>& a) {
  const auto entries = [this](const Declared<NetworkDeclaration>& network) {
    std::vector<Item> all;
    for (const auto& entry : network->entries) {
      all.push_back(
          {entry.prefix ? to_text(*entry.prefix) : text(entry.network), network.span(entry.place)});
    }
    return all;
  };
  edits_.members({Thing::Network, key_of(b), "entries", {}}, entries(b), entries(a));
}

void PairEdits::add(const Declared<UserDeclaration>& b, const Declared<UserDeclaration>& a) {
  const std::string id = key_of(b);
  const auto uid = [this](const Declared<UserDeclaration>& user) {
    return user->uid.is_none() ? MaybeItem{} : Item{text(user->uid), user.key()};
  };
  const auto status = [](const Declared<UserDeclaration>& user) {
    const bool is_declared = user->status_place != Place{};
    return Item{std::string(to_text(user->status)),
                is_declared ? user.span(user->status_place) : user.key()};
  };
  edits_.changed({Thing::User, id, "uid", {}}, uid(b), uid(a));
  edits_.changed({Thing::User, id, "status", {}}, status(b), status(a));
  const auto until = [](const Declared<UserDeclaration>& user) {
    return user->has_until ? MaybeItem(end(user, user.file->until_of(*user.it))) : MaybeItem();
  };
  edits_.changed({Thing::User, id, "until", {}}, until(b), until(a));
  const auto aliases = [this](const Declared<UserDeclaration>& user) {
    const auto first = user.file->aliases.begin() + user->aliases.first;
    return items(user, {first, first + user->aliases.count});
  };
  edits_.members({Thing::User, key_of(b), "aliases", {}}, aliases(b), aliases(a));
  attributes(Thing::User, b, a);
}

void PairEdits::add(const Declared<GroupDeclaration>& b, const Declared<GroupDeclaration>& a) {
  const auto all = [this](const Declared<GroupDeclaration>& group) {
    return mentions(group, members_of(group).data(), group->members.count);
  };
  edits_.members({Thing::Group, key_of(b), "members", {}}, all(b), all(a));
  membership_ends(b, a);
  condition({Thing::Group, key_of(b), "rule", {}}, b, a, &GroupDeclaration::rule,
            {checked(before_.group_by_name, b->id, before_.rules),
             checked(after_.group_by_name, a->id, after_.rules)});
  openness(b, a);
}

/// Whether there are further members, and what bounds them.
void PairEdits::openness(const Declared<GroupDeclaration>& b, const Declared<GroupDeclaration>& a) {
  const auto open = [](const Declared<GroupDeclaration>& group) {
    return Item{group->is_open ? "open" : "closed",
                group->open_place == Place{} ? group.key() : group.span(group->open_place)};
  };
  edits_.changed({Thing::Group, key_of(b), "open", {}}, open(b), open(a));
  if (!b->is_open || !a->is_open) return;
  const auto within = [this](const Declared<GroupDeclaration>& group) {
    using Items = std::optional<std::vector<Item>>;
    return group->within.empty() ? Items() : Items(items(group, group->within));
  };
  edits_.optional_members({Thing::Group, key_of(b), "within", {}},
                          (b->within.empty() ? a : b).key(), within(b), within(a));
}

/// Of who is a member on both sides.
void PairEdits::membership_ends(const Declared<GroupDeclaration>& b,
                                const Declared<GroupDeclaration>& a) {
  if (!has_ends(b) && !has_ends(a)) return;
  std::map<std::pair<MentionKind, Name>, const Mention*> before;
  for (const Mention& member : members_of(b))
    before.emplace(std::pair(member.kind, member.id), &member);
  const auto until = [](const Declared<GroupDeclaration>& group, const Mention& member) {
    return member.has_until ? MaybeItem(end(group, group.file->until_of(member))) : MaybeItem();
  };
  for (const Mention& member : members_of(a)) {
    const auto known = before.find(std::pair(member.kind, member.id));
    if (known == before.end() || (!member.has_until && !known->second->has_until)) continue;
    edits_.changed({Thing::Group, key_of(b), "members.until", mention_text(after_, member)},
                   until(b, *known->second), until(a, member));
  }
}

void PairEdits::add(const Declared<ClientDeclaration>& b, const Declared<ClientDeclaration>& a) {
  edits_.members({Thing::Client, key_of(b), "scopes", {}}, items(b, b->scopes),
                 items(a, a->scopes));
  const auto users = [this](const Declared<ClientDeclaration>& client) {
    using Items = std::optional<std::vector<Item>>;
    const auto& all = client->users;
    return all ? Items(mentions(client, all->data(), all->size())) : Items();
  };
  edits_.optional_members({Thing::Client, key_of(b), "users", {}}, (b->users ? b : a).key(),
                          users(b), users(a));
}

void PairEdits::add(const Declared<TypeDeclaration>& b, const Declared<TypeDeclaration>& a) {
  const auto actions = [this](const Declared<TypeDeclaration>& type) {
    std::vector<Item> all;
    for (const auto& action : type->actions)
      all.push_back({text(action.name), type.span(action.key)});
    return all;
  };
  edits_.members({Thing::Type, key_of(b), "actions", {}}, actions(b), actions(a));
  const auto implied = [this](const Declared<TypeDeclaration>& type) {
    std::vector<Item> all;
    for (const auto& action : type->actions) {
      for (const NamePlace& name : action.implied) {
        all.push_back({text(action.name) + " implies " + text(name.name), type.span(name.place),
                       text(action.name) + '\x1F' + text(name.name)});
      }
    }
    return all;
  };
  edits_.members({Thing::Type, key_of(b), "implications", {}}, implied(b), implied(a));
  methods(b, a);
}

/// Which action each method means.
void PairEdits::methods(const Declared<TypeDeclaration>& b, const Declared<TypeDeclaration>& a) {
  std::map<std::string, std::pair<MaybeItem, MaybeItem>> by_method;
  const auto note = [&](const Declared<TypeDeclaration>& type,
                        MaybeItem std::pair<MaybeItem, MaybeItem>::*side) {
    for (const TypeDeclaration::Method& method : type->methods)
      by_method[text(method.name)].*side = Item{text(method.action.name), type.span(method.place)};
  };
  note(b, &std::pair<MaybeItem, MaybeItem>::first);
  note(a, &std::pair<MaybeItem, MaybeItem>::second);
  for (auto& [method, actions] : by_method)
    edits_.changed({Thing::Type, key_of(b), "methods", method}, actions.first, actions.second);
}

void PairEdits::add(const Declared<ResourceDeclaration>& b,
                    const Declared<ResourceDeclaration>& a) {
  const std::string id = key_of(b);
  const auto item = [this](const Declared<ResourceDeclaration>& declared,
                           const std::optional<NamePlace>& name) {
    return name ? MaybeItem(Item{text(name->name), declared.span(name->place)}) : MaybeItem();
  };
  edits_.changed({Thing::Resource, id, "type", {}}, item(b, b->type), item(a, a->type));
  edits_.changed({Thing::Resource, id, "parent", {}}, item(b, b->parent), item(a, a->parent));
  optional_names({Thing::Resource, id, "actions", {}}, b, a, &ResourceDeclaration::actions);
  const auto urls = [](const Declared<ResourceDeclaration>& declared) {
    std::vector<Item> all;
    for (const UrlDeclaration& url : declared->urls)
      all.push_back({to_text(url.pattern), declared.span(url.place)});
    return all;
  };
  edits_.members({Thing::Resource, id, "url", {}}, urls(b), urls(a));
  attributes(Thing::Resource, b, a);
}

void PairEdits::add(const Declared<PolicyDeclaration>& b, const Declared<PolicyDeclaration>& a) {
  const std::string id = key_of(b);
  const auto effect = [](const Declared<PolicyDeclaration>& policy) {
    return Item{policy->effect == Effect::Allow ? "allow" : "deny",
                policy.span(policy->effect_place)};
  };
  edits_.changed({Thing::Policy, id, "effect", {}}, effect(b), effect(a));
  edits_.members({Thing::Policy, key_of(b), "who", {}}, mentions(b, b->who.data(), b->who.size()),
                 mentions(a, a->who.data(), a->who.size()));
  edits_.members({Thing::Policy, key_of(b), "to", {}}, items(b, b->to), items(a, a->to));
  optional_names({Thing::Policy, id, "actions", {}}, b, a, &PolicyDeclaration::actions);
  edits_.members({Thing::Policy, key_of(b), "scopes", {}}, items(b, b->scopes),
                 items(a, a->scopes));
  condition({Thing::Policy, id, "when", {}}, b, a, &PolicyDeclaration::when,
            {checked(before_.policy_by_name, b->id, before_.conditions),
             checked(after_.policy_by_name, a->id, after_.conditions)});
  const auto on_error = [](const Declared<PolicyDeclaration>& policy) {
    if (!policy->on_error) return MaybeItem();
    return MaybeItem(Item{*policy->on_error == OnError::Skip ? "skip" : "apply",
                          policy.span(policy->on_error_place)});
  };
  edits_.changed({Thing::Policy, id, "on_error", {}}, on_error(b), on_error(a));
}

void PairEdits::add(const Declared<WindowDeclaration>& b, const Declared<WindowDeclaration>& a) {
  edits_.members({Thing::Window, key_of(b), "open", {}}, parts(b), parts(a));
}

void PairEdits::add(const Declared<NamedConditionDeclaration>& b,
                    const Declared<NamedConditionDeclaration>& a) {
  const std::string key = condition_key(key_of(b));
  if (key != key_of(b) && !versions_.insert(key).second) return;
  condition({Thing::Condition, key, "when", {}}, b, a, &NamedConditionDeclaration::when,
            {checked(before_.condition_by_name, b->name, before_.named_expressions),
             checked(after_.condition_by_name, a->name, after_.named_expressions)});
}

void PairEdits::add(const Declared<ScopeDeclaration>& b, const Declared<ScopeDeclaration>& a) {
  edits_.members({Thing::Scope, key_of(b), "includes", {}}, items(b, b->includes),
                 items(a, a->includes));
}

void PairEdits::add(const Declared<RenameDeclaration>& b, const Declared<RenameDeclaration>& a) {
  edits_.changed({Thing::Rename, key_of(b), "to", {}}, Item{text(b->to), b.span(b->place)},
                 Item{text(a->to), a.span(a->place)});
}

}  // namespace accessdrift
