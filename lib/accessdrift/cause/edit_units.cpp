#include "accessdrift/cause/edit_units.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "accessdrift/drift/edit_text.h"
#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

using Mentioned = std::set<std::pair<Thing, std::string>>;

/// What a fact of one side names.
class Mentions {
 public:
  explicit Mentions(const Snapshot& side) : side_(side) {}

  /// Of a whole thing, or of the fact of an edit with the value of this side.
  Mentioned of(const FactKey& key, const std::string& value) {
    found_.clear();
    if (key.field.empty()) {
      thing(key);
    } else {
      fact(key, value);
    }
    return std::move(found_);
  }

 private:
  void add(Thing thing, std::string id) { found_.emplace(thing, std::move(id)); }
  void add(Thing thing, Name name) {
    if (!name.is_none()) add(thing, std::string(side_.text(name)));
  }
  void add_all(Thing thing, const std::vector<NamePlace>& names) {
    for (const NamePlace& one : names) add(thing, one.name);
  }
  void add_mentions(std::span<const Mention> mentions) {
    for (const Mention& mention : mentions) add_mention(mention_text(side_, mention));
  }
  /// An identity, or one with a prefix.
  void add_mention(const std::string& text) {
    if (text.starts_with(kGroupPrefix)) return add(Thing::Group, text.substr(kGroupPrefix.size()));
    if (text.starts_with(kClientPrefix))
      return add(Thing::Client, text.substr(kClientPrefix.size()));
    add(Thing::User, text);
    const UserIndex user = side_.find_user(text);  // an alias is one's too
    if (!user.is_none()) add(Thing::User, side_.users[user.index()]->id);
  }
  void add_read(const std::shared_ptr<const Expression>& expression) {
    if (!expression) return;
    for (const Expression::Node& node : expression->nodes) {
      switch (node.op) {
        case Operator::UserAttribute:
        case Operator::ResourceAttribute:
          add(Thing::Attribute, node.name);
          break;
        case Operator::RequestAttribute:
          add(Thing::Context, node.name);
          break;
        case Operator::InNetwork:
          add(Thing::Network, node.name);
          break;
        case Operator::InWindow:
          add(Thing::Window, node.name);
          break;
        default:
          break;
      }
    }
  }

  template <typename Index>
  Index find(const NameIndex<Index>& by_name, const std::string& id) const {
    const Name name = side_.names->find(id);
    return name.is_none() ? Index{} : by_name.find(name);
  }

  void thing(const FactKey& key) {
    switch (key.thing) {
      case Thing::User:
        if (const auto user = side_.find_user(key.id); !user.is_none())
          attributes(side_.users[user.index()]);
        return;
      case Thing::Group:
        if (const auto found = find(side_.group_by_name, key.id); !found.is_none()) group(found);
        return;
      case Thing::Policy:
        if (const auto found = find(side_.policy_by_name, key.id); !found.is_none()) policy(found);
        return;
      case Thing::Resource:
        if (const auto found = find(side_.resource_by_name, key.id); !found.is_none())
          resource(side_.resources[found.index()]);
        return;
      case Thing::Client:
        if (const auto found = find(side_.client_by_name, key.id); !found.is_none()) {
          const ClientDeclaration& client = *side_.clients[found.index()].it;
          add_all(Thing::Scope, client.scopes);
          if (client.users) add_mentions(*client.users);
        }
        return;
      case Thing::Scope:
        for (const auto& scope : side_.scopes) {
          if (side_.text(scope->name) == key.id) add_all(Thing::Scope, scope->includes);
        }
        return;
      case Thing::Network:
        for (const auto& network : side_.networks) {
          if (side_.text(network->name) != key.id) continue;
          for (const auto& entry : network->entries) {
            if (!entry.prefix) add(Thing::Network, entry.network);
          }
        }
        return;
      default:
        return;
    }
  }

  template <typename T>
  void attributes(const Declared<T>& declared) {
    for (std::uint32_t i = 0; i < declared->attributes.count; ++i)
      add(Thing::Attribute,
          declared.file->attribute_values[declared->attributes.first + i].attribute);
  }
  void group(GroupIndex index) {
    const auto& group = side_.groups[index.index()];
    add_mentions(
        std::span(group.file->mentions).subspan(group->members.first, group->members.count));
    add_read(side_.rules[index.index()]);
  }
  void policy(PolicyIndex index) {
    const PolicyDeclaration& policy = *side_.policies[index.index()].it;
    add_mentions(policy.who);
    add_all(Thing::Resource, policy.to);
    add_all(Thing::Scope, policy.scopes);
    add_read(side_.conditions[index.index()]);
  }
  void resource(const Declared<ResourceDeclaration>& resource) {
    if (resource->type) add(Thing::Type, resource->type->name);
    if (resource->parent) add(Thing::Resource, resource->parent->name);
    attributes(resource);
  }

  void fact(const FactKey& key, const std::string& value) {
    const std::string& field = key.field;
    const bool is_list_of_identities =
        (key.thing == Thing::Group && (field == "members" || field == "members.until")) ||
        (key.thing == Thing::Policy && field == "who") ||
        (key.thing == Thing::Client && field == "users" && !key.item.empty());
    if (is_list_of_identities) return add_mention(key.item);
    if (field == "attributes") return add(Thing::Attribute, key.item);
    if (field == "scopes" || field == "includes") return add(Thing::Scope, key.item);
    if (field == "to") return add(Thing::Resource, key.item);
    if (field == "entries") return add(Thing::Network, key.item);
    if (field == "parent") return add(Thing::Resource, value);
    if (field == "type" && key.thing == Thing::Resource) return add(Thing::Type, value);
    if (field == "when") {
      const auto policy = find(side_.policy_by_name, key.id);
      if (!policy.is_none()) add_read(side_.conditions[policy.index()]);
    } else if (field == "rule") {
      const auto group = find(side_.group_by_name, key.id);
      if (!group.is_none()) add_read(side_.rules[group.index()]);
    } else if (key.thing == Thing::Client && field == "users") {
      const auto client = find(side_.client_by_name, key.id);
      if (!client.is_none() && side_.clients[client.index()]->users)
        add_mentions(*side_.clients[client.index()]->users);
    }
  }

  const Snapshot& side_;
  Mentioned found_;
};

class UnitMaker {
 public:
  UnitMaker(const std::vector<Edit>& edits, const std::vector<std::uint32_t>& some,
            const Snapshot& before, const Snapshot& after)
      : edits_(edits), some_(some), before_(before), after_(after), joined_(some.size()) {
    std::iota(joined_.begin(), joined_.end(), 0U);
  }

  EditUnits make() {
    join_standings();
    join_kinds();
    join_types();
    join_patterns();
    join_circles();
    EditUnits made = gather();
    find_needs(made);
    return made;
  }

 private:
  std::uint32_t root(std::uint32_t place) {
    while (joined_[place] != place) place = joined_[place] = joined_[joined_[place]];
    return place;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    joined_[std::max(a, b)] = std::min(a, b);
  }

  /// Where a policy or a set stands, and its being there.
  void join_standings() {
    std::map<std::string, std::uint32_t> by_member;
    const auto note = [&](const std::string& member, std::uint32_t i) {
      const auto [known, is_new] = by_member.emplace(member, i);
      if (!is_new) join(known->second, i);
    };
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const Edit& edit = edits_[some_[i]];
      if (edit.key.thing == Thing::Policy && edit.key.field.empty()) note(edit.key.id, i);
      if (edit.key.thing != Thing::Set) continue;
      if (edit.key.field == "policies") note(edit.key.item, i);
      if (!edit.key.field.empty()) continue;
      note("set:" + edit.key.id, i);
      for (const std::string& member : members_of_set(edit)) note(member, i);
    }
  }

  [[nodiscard]] std::vector<std::string> members_of_set(const Edit& edit) const {
    const Snapshot& side = edit.after ? after_ : before_;
    std::vector<std::string> members;
    const Name name = side.names->find(edit.key.id);
    const SetIndex set = name.is_none() ? SetIndex{} : side.set_by_name.find(name);
    if (set.is_none()) return members;
    for (const SetDeclaration::Member& member : side.sets[set.index()]->members)
      members.push_back((member.is_set ? "set:" : "") + std::string(side.text(member.id)));
    return members;
  }

  /// A resource has a type or actions of its own, not both.
  void join_kinds() {
    std::map<std::string, std::uint32_t> by_resource;
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const FactKey& key = edits_[some_[i]].key;
      if (key.thing != Thing::Resource || (key.field != "type" && key.field != "actions")) continue;
      const auto [known, is_new] = by_resource.emplace(key.id, i);
      if (!is_new) join(known->second, i);
    }
  }

  /// What has another type, and all that reads it.
  void join_types() {
    Mentioned retyped;
    std::optional<std::uint32_t> first;
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const FactKey& key = edits_[some_[i]].key;
      const bool is_type =
          (key.thing == Thing::Context || key.thing == Thing::Attribute) && key.field == "type";
      if (!is_type) continue;
      retyped.emplace(key.thing, key.id);
      join(first.value_or(i), i);
      first = first.value_or(i);
    }
    if (!first) return;
    Mentions before(before_);
    Mentions after(after_);
    const auto names_retyped = [&](const Mentioned& mentioned) {
      return std::ranges::any_of(mentioned, [&](const auto& one) { return retyped.contains(one); });
    };
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const Edit& edit = edits_[some_[i]];
      const bool reads = (edit.before && names_retyped(before.of(edit.key, edit.before->value))) ||
                         (edit.after && names_retyped(after.of(edit.key, edit.after->value)));
      if (reads) join(*first, i);
    }
  }

  /// A pattern of one resource that becomes another one's.
  void join_patterns() {
    std::map<std::string, std::uint32_t> by_pattern;
    const auto note = [&](const std::string& pattern, std::uint32_t i) {
      const auto [known, is_new] = by_pattern.emplace(pattern, i);
      if (!is_new) join(known->second, i);
    };
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const Edit& edit = edits_[some_[i]];
      if (edit.key.thing != Thing::Resource) continue;
      if (edit.key.field == "url") note(edit.key.item, i);
      if (!edit.key.field.empty()) continue;
      const Snapshot& side = edit.after ? after_ : before_;
      const ResourceIndex resource = side.find_resource(edit.key.id);
      if (resource.is_none()) continue;
      for (const UrlDeclaration& url : side.resources[resource.index()]->urls)
        note(to_text(url.pattern), i);
    }
  }

  /// Parents, and sets in sets, that could come to stand in a circle.
  void join_circles() {
    std::map<std::string, std::set<std::string>> above;
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const FactKey& key = edits_[some_[i]].key;
      const bool is_parent =
          key.thing == Thing::Resource && (key.field == "parent" || key.field.empty());
      const bool is_nesting =
          key.thing == Thing::Set && (key.item.starts_with("set:") || key.field.empty());
      if (is_parent || is_nesting) places.push_back(i);
    }
    if (places.size() < 2) return;
    for (const Snapshot* const side : {&before_, &after_}) add_above(*side, above);
    std::optional<std::uint32_t> first;
    for (const std::uint32_t i : places) {
      const FactKey& key = edits_[some_[i]].key;
      const std::string id = (key.thing == Thing::Set ? "set:" : "") + key.id;
      if (!is_above_itself(id, above)) continue;
      if (first) join(*first, i);
      first = first.value_or(i);
    }
  }

  static void add_above(const Snapshot& side, std::map<std::string, std::set<std::string>>& above) {
    for (const auto& resource : side.resources) {
      if (resource->parent)
        above[std::string(side.text(resource->id))].emplace(side.text(resource->parent->name));
    }
    for (const auto& set : side.sets) {
      for (const SetDeclaration::Member& member : set->members) {
        if (member.is_set)
          above["set:" + std::string(side.text(member.id))].insert("set:" +
                                                                   std::string(side.text(set->id)));
      }
    }
  }

  static bool is_above_itself(const std::string& id,
                              const std::map<std::string, std::set<std::string>>& above) {
    std::set<std::string> met;
    std::vector<std::string> open{id};
    while (!open.empty()) {
      const auto found = above.find(open.back());
      open.pop_back();
      if (found == above.end()) continue;
      for (const std::string& one : found->second) {
        if (one == id) return true;
        if (met.insert(one).second) open.push_back(one);
      }
    }
    return false;
  }

  EditUnits gather() {
    EditUnits made;
    std::map<std::uint32_t, std::uint32_t> unit_of_root;
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const auto [known, is_new] =
          unit_of_root.emplace(root(i), static_cast<std::uint32_t>(made.units.size()));
      if (is_new) made.units.emplace_back();
      made.units[known->second].push_back(some_[i]);
      unit_of_.push_back(known->second);
    }
    made.needs.resize(made.units.size());
    return made;
  }

  void find_needs(EditUnits& made) {
    std::map<std::pair<Thing, std::string>, std::uint32_t> things;
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const FactKey& key = edits_[some_[i]].key;
      const bool is_thing =
          key.field.empty() && key.thing != Thing::Policy && key.thing != Thing::Set;
      if (is_thing) things.emplace(std::pair(key.thing, key.id), i);
      if (key.field == "aliases") things.emplace(std::pair(key.thing, key.item), i);
      if (key.thing == Thing::Type && key.field == "actions")
        actions_.emplace(std::pair(key.id, key.item), i);
    }
    std::vector<std::set<std::uint32_t>> needs(made.units.size());
    Mentions before(before_);
    Mentions after(after_);
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const Edit& edit = edits_[some_[i]];
      if (edit.after) {
        for (const auto& mentioned : after.of(edit.key, edit.after->value)) {
          const auto thing = things.find(mentioned);
          if (thing != things.end() && edits_[some_[thing->second]].after)
            needs[unit_of_[i]].insert(unit_of_[thing->second]);
        }
      }
      if (edit.before) {
        for (const auto& mentioned : before.of(edit.key, edit.before->value)) {
          const auto thing = things.find(mentioned);
          if (thing != things.end() && edits_[some_[thing->second]].before)
            needs[unit_of_[thing->second]].insert(unit_of_[i]);
        }
      }
      of_types(i, needs);
    }
    for (std::uint32_t u = 0; u < needs.size(); ++u) {
      needs[u].erase(u);
      made.needs[u].assign(needs[u].begin(), needs[u].end());
    }
  }

  /// An implication comes after both of its actions and goes before them, and so does a method that
  /// means one.
  void of_types(std::uint32_t i, std::vector<std::set<std::uint32_t>>& needs) const {
    const Edit& edit = edits_[some_[i]];
    if (edit.key.thing != Thing::Type) return;
    const auto find = [&](const std::string& action) -> std::optional<std::uint32_t> {
      const auto found = actions_.find({edit.key.id, action});
      return found == actions_.end() ? std::nullopt : std::optional(unit_of_[found->second]);
    };
    const auto actions = [&](const Edit::Side& side) -> std::vector<std::string> {
      if (edit.key.field == "methods") return {side.value};
      if (edit.key.field != "implications") return {};
      constexpr std::string_view kImplies = " implies ";
      const std::size_t at = edit.key.item.find(kImplies);
      return {edit.key.item.substr(0, at), edit.key.item.substr(at + kImplies.size())};
    };
    if (edit.after) {
      for (const std::string& action : actions(*edit.after)) {
        if (const auto unit = find(action)) needs[unit_of_[i]].insert(*unit);
      }
    }
    if (edit.before) {
      for (const std::string& action : actions(*edit.before)) {
        if (const auto unit = find(action)) needs[*unit].insert(unit_of_[i]);
      }
    }
  }

  const std::vector<Edit>& edits_;
  const std::vector<std::uint32_t>& some_;
  const Snapshot& before_;
  const Snapshot& after_;
  std::vector<std::uint32_t> joined_;   ///< by place in `some_`
  std::vector<std::uint32_t> unit_of_;  ///< likewise
  std::map<std::pair<std::string, std::string>, std::uint32_t> actions_;
};

}  // namespace

EditUnits edit_units(const std::vector<Edit>& edits, const std::vector<std::uint32_t>& some,
                     const Snapshot& before, const Snapshot& after) {
  return UnitMaker(edits, some, before, after).make();
}

}  // namespace accessdrift
