#include "accessdrift/cause/edit_mentions.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "accessdrift/drift/edit_text.h"
#include "accessdrift/model/schema.h"
#include "accessdrift/model/version_condition.h"

namespace accessdrift {
namespace {

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
    if (expression->as_checked) return add_read(expression->as_checked);
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
        case Operator::NamedCondition:
          add(Thing::Condition, condition_key(node.name));
          break;
        case Operator::InList:
          add(Thing::Group, node.name);
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
        return declared(side_.users, side_.find_user(key.id),
                        [this](const auto& user) { attributes(user); });
      case Thing::Group:
        return group(find(side_.group_by_name, key.id));
      case Thing::Policy:
        return policy(find(side_.policy_by_name, key.id));
      case Thing::Resource:
        return declared(side_.resources, find(side_.resource_by_name, key.id),
                        [this](const auto& one) { resource(one); });
      case Thing::Client:
        return declared(side_.clients, find(side_.client_by_name, key.id),
                        [this](const auto& one) { client(one); });
      case Thing::Scope:
        return named(side_.scopes, key.id,
                     [this](const auto& one) { add_all(Thing::Scope, one->includes); });
      case Thing::Condition:
        return named_condition(find(side_.condition_by_name, key.id));
      case Thing::Network:
        return named(side_.networks, key.id, [this](const auto& one) { network(one); });
      default:
        return;
    }
  }

  template <typename T, typename Index, typename See>
  static void declared(const std::vector<Declared<T>>& all, Index index, See&& see) {
    if (!index.is_none()) see(all[index.index()]);
  }
  template <typename T, typename See>
  void named(const std::vector<Declared<T>>& all, const std::string& name, See&& see) const {
    for (const Declared<T>& one : all) {
      if (side_.text(one->name) == name) see(one);
    }
  }

  template <typename T>
  void attributes(const Declared<T>& declared) {
    for (std::uint32_t i = 0; i < declared->attributes.count; ++i)
      add(Thing::Attribute,
          declared.file->attribute_values[declared->attributes.first + i].attribute);
  }
  void client(const Declared<ClientDeclaration>& client) {
    add_all(Thing::Scope, client->scopes);
    if (client->users) add_mentions(*client->users);
  }
  void network(const Declared<NetworkDeclaration>& network) {
    for (const auto& entry : network->entries) {
      if (!entry.prefix) add(Thing::Network, entry.network);
    }
  }
  void named_condition(NamedConditionIndex index) {
    if (!index.is_none()) add_read(side_.named_expressions[index.index()]);
  }
  void group(GroupIndex index) {
    if (index.is_none()) return;
    const auto& group = side_.groups[index.index()];
    add_mentions(members_of(group));
    add_read(side_.rules[index.index()]);
  }
  void policy(PolicyIndex index) {
    if (index.is_none()) return;
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

  static bool is_of_identities(const FactKey& key) {
    switch (key.thing) {
      case Thing::Group:
        return key.field == "members" || key.field == "members.until";
      case Thing::Policy:
        return key.field == "who";
      case Thing::Client:
        return key.field == "users" && !key.item.empty();
      default:
        return false;
    }
  }

  void fact(const FactKey& key, const std::string& value) {
    const std::string& field = key.field;
    if (is_of_identities(key)) return add_mention(key.item);
    if (key.thing == Thing::Type) return fact_of_type(key, value);
    if (field == "attributes") return add(Thing::Attribute, key.item);
    if (field == "scopes" || field == "includes") return add(Thing::Scope, key.item);
    if (field == "to") return add(Thing::Resource, key.item);
    if (field == "entries") return add(Thing::Network, key.item);
    if (field == "parent") return add(Thing::Resource, value);
    if (field == "type" && key.thing == Thing::Resource) return add(Thing::Type, value);
    condition_or_list(key);
  }

  /// What an implication or a method means.
  void fact_of_type(const FactKey& key, const std::string& value) {
    if (key.field == "methods") found_.insert(action_of_type(key.id, value));
    if (key.field != "implications") return;
    constexpr std::string_view kImplies = " implies ";
    const std::size_t at = key.item.find(kImplies);
    found_.insert(action_of_type(key.id, key.item.substr(0, at)));
    found_.insert(action_of_type(key.id, key.item.substr(at + kImplies.size())));
  }

  void condition_or_list(const FactKey& key) {
    if (key.thing == Thing::Condition) {
      named_condition(find(side_.condition_by_name, key.id));
    } else if (key.field == "when") {
      const auto policy = find(side_.policy_by_name, key.id);
      if (!policy.is_none()) add_read(side_.conditions[policy.index()]);
    } else if (key.field == "rule") {
      const auto group = find(side_.group_by_name, key.id);
      if (!group.is_none()) add_read(side_.rules[group.index()]);
    } else if (key.thing == Thing::Client && key.field == "users") {
      declared(side_.clients, find(side_.client_by_name, key.id), [this](const auto& client) {
        if (client->users) add_mentions(*client->users);
      });
    }
  }

  const Snapshot& side_;
  Mentioned found_;
};

}  // namespace

std::pair<Thing, std::string> action_of_type(const std::string& type, const std::string& action) {
  return {Thing::Type, type + '\x1F' + action};
}

Mentioned mentions_of(const Edit& edit, const Edit::Side& value, const Snapshot& side) {
  return Mentions(side).of(edit.key, value.value);
}

}  // namespace accessdrift
