#include "accessdrift/cause/relevant.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/cause/target_key.h"
#include "accessdrift/cause/target_scope.h"

namespace accessdrift {

struct Relevant::State {
  State(const Comparison& comparison, const Bearers& all, const IdentitySet& identities)
      : sides(comparison, identities), bearers(all) {}

  BothSides sides;
  const Bearers& bearers;
  TargetScope scope;

  /// The user as it is listed; null of who is not.
  [[nodiscard]] const Declared<UserDeclaration>* listed(IdentityIndex identity, SideOf side) const {
    return sides.comparison.population->unlisted(identity, side) == nullptr
               ? sides.user(identity, side)
               : nullptr;
  }

  [[nodiscard]] Name client_name(IdentityIndex identity) const {
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const ClientIndex client = sides.comparison.population->client(identity, side);
      if (!client.is_none())
        return (side == SideOf::Before ? sides.before : sides.after).clients[client.index()]->name;
    }
    return {};
  }

  [[nodiscard]] Name domain_of(IdentityIndex identity, SideOf side) const {
    const auto* const declared = sides.user(identity, side);
    if (declared == nullptr) return {};
    if (const Unlisted* const unlisted = sides.comparison.population->unlisted(identity, side);
        unlisted != nullptr && unlisted->kind != Unlisted::Kind::Mentioned)
      return unlisted->kind == Unlisted::Kind::Stranger ? unlisted->domain : Name{};
    const std::string_view id = sides.before.text((*declared)->id);
    const std::size_t at = id.rfind('@');
    if (at == std::string_view::npos) return {};
    return sides.before.names->intern(fold_ascii(id.substr(at + 1)));
  }

  /// One, unless its id is another one after.
  [[nodiscard]] std::vector<Name> domains_of(IdentityIndex identity) const {
    std::vector<Name> domains;
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const Name domain = domain_of(identity, side);
      if (!domain.is_none() && std::ranges::find(domains, domain) == domains.end())
        domains.push_back(domain);
    }
    return domains;
  }

  [[nodiscard]] std::vector<Name> names_of(IdentityIndex identity) const {
    std::vector<Name> names;
    sides.each_name(identity, [&](Name name) { names.push_back(name); });
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
  }

  /// The groups, of those that matter, in which the identity can be, whatever is applied.
  [[nodiscard]] std::vector<ThingNumber> groups_of(IdentityIndex identity) const {
    std::vector<ThingNumber> open = scope.groups_by_rule;
    open.insert(open.end(), scope.open_groups.begin(), scope.open_groups.end());
    for (const Listed& listed : sides.member_of[sides.place_of(identity)])
      open.push_back(listed.list);
    std::set<ThingNumber> all;
    while (!open.empty()) {
      const ThingNumber group = open.back();
      open.pop_back();
      if (!scope.groups[group] || !all.insert(group).second) continue;
      open.insert(open.end(), sides.containing[group].begin(), sides.containing[group].end());
      if (const auto other = sides.other_group.find(group); other != sides.other_group.end())
        open.push_back(other->second);
    }
    if (const auto own = represented(identity)) {  // who stands for no group is not there
      all.insert(*own);
      if (const auto other = sides.other_group.find(*own); other != sides.other_group.end())
        all.insert(other->second);
    }
    return {all.begin(), all.end()};
  }

  /// The group whose further members the identity stands for.
  [[nodiscard]] std::optional<ThingNumber> represented(IdentityIndex identity) const {
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const Unlisted* const unlisted = sides.comparison.population->unlisted(identity, side);
      if (unlisted == nullptr || unlisted->kind != Unlisted::Kind::Representative) continue;
      const auto* const declared = sides.user(identity, side);
      const Name id =
          sides.before.names->find(sides.before.text((*declared)->id).substr(kMemberPrefix.size()));
      const auto group = id.is_none() ? Id<GroupDeclaration>{} : sides.groups.find(id);
      if (!group.is_none()) return group.number;
    }
    return std::nullopt;
  }

  [[nodiscard]] Kept kept(IdentityIndex identity) const {
    Kept made;
    made.identities = names_of(identity);
    made.domains = domains_of(identity);
    if (const Name client = client_name(identity); !client.is_none())
      made.acting_clients = {client};
    made.user_attributes = scope.user_attributes;
    made.resource_attributes = scope.resource_attributes;
    made.urls = scope.patterns;
    made.methods = scope.target.action.methods;
    std::ranges::sort(made.methods);
    for (const ThingNumber group : groups_of(identity)) {
      made.groups.push_back(sides.groups[group]);
      made.group_names.push_back(sides.groups[group].name());
    }
    std::ranges::sort(made.group_names);
    std::set<ThingNumber> over;
    for (const std::size_t i : policies_that_may_name(identity)) {
      const ThingNumber number = scope.policies[i];
      if (!scope.is_counted[i] && !may_name(number, made)) continue;
      const ThingOnSides<PolicyDeclaration>& policy = sides.policies[number];
      made.policies.push_back(policy);
      made.policy_names.push_back(policy.name());
      over.insert(sides.sets_over[number].begin(), sides.sets_over[number].end());
    }
    std::ranges::sort(made.policy_names);
    for (const ThingNumber set : over) {
      made.sets.push_back(sides.sets[set]);
      made.set_names.push_back(sides.sets[set].name());
    }
    std::ranges::sort(made.set_names);
    const auto add = [](const auto& table, const std::vector<ThingNumber>& numbers, auto& things) {
      for (const ThingNumber number : numbers) things.push_back(table[number]);
    };
    add(sides.resources, scope.resources, made.resources);
    for (const auto& resource : made.resources) made.resource_names.push_back(resource.name());
    std::ranges::sort(made.resource_names);
    add(sides.types, scope.types, made.types);
    add(sides.networks, scope.networks, made.networks);
    add(sides.windows, scope.windows, made.windows);
    add(sides.named_conditions, scope.named_conditions, made.named_conditions);
    add(sides.context, scope.context, made.context);
    add(sides.attributes, scope.attributes, made.attributes);
    if (scope.has_tokens || !made.acting_clients.empty()) {
      made.clients = sides.clients.all();
      made.scopes = sides.scopes.all();
    }
    made.renamed_groups = sides.comparison.renamed.groups.all();
    add_users(identity, made);
    speak_of(identity, made);
    return made;
  }

  /// Itself, who bears its ids on a side, and on whom it hangs whether the directory is closed.
  void add_users(IdentityIndex identity, Kept& made) const {
    made.lists_others = sides.lists_users_of_both;
    std::set<Name> met;
    const auto add = [&](const ThingOnSides<UserDeclaration>& one) {
      if ((one.before || one.after) && met.insert(one.name()).second) made.users.push_back(one);
    };
    if (bearers.is_contested(identity)) {
      for (const Name id : bearers.rivals(identity))
        add({with_id(sides.before, id), with_id(sides.after, id)});
    } else {
      add({listed(identity, SideOf::Before), listed(identity, SideOf::After)});
    }
    for (const ThingOnSides<UserDeclaration>& one : sides.users_of_one_side) add(one);
  }

  /// Null if nobody is listed under it.
  [[nodiscard]] static const Declared<UserDeclaration>* with_id(const Snapshot& side, Name id) {
    const UserIndex user = side.user_by_name.find(id);
    const bool is_listed = !user.is_none() && side.unlisted_user(user) == nullptr &&
                           side.users[user.index()]->id == id;
    return is_listed ? &side.users[user.index()] : nullptr;
  }

  /// By place among those of the scope, ascending: all others name single users only, and not it.
  [[nodiscard]] std::vector<std::size_t> policies_that_may_name(IdentityIndex identity) const {
    std::vector<std::size_t> places = scope.not_of_users_only;
    const auto named = scope.named_by.find(sides.place_of(identity));
    if (named == scope.named_by.end()) return places;
    for (const auto& [kind, listed] : named->second) {
      if (kind != 'p') continue;
      const auto at = std::ranges::lower_bound(scope.policies, listed.list);
      places.push_back(static_cast<std::size_t>(at - scope.policies.begin()));
    }
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    return places;
  }

  bool may_name(ThingNumber policy, const Kept& made) const {
    bool names = false;
    sides.policies.each_side(policy, [&](const auto& one) {
      names = names || std::ranges::any_of(
                           one->who, [&](const Mention& mention) { return made.keeps(mention); });
    });
    return names;
  }

  /// An open directory knows whom it speaks of.
  void speak_of(IdentityIndex identity, Kept& made) const {
    if (sides.before.is_closed && sides.after.is_closed) return;
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const auto* const declared = sides.user(identity, side);
      if (declared == nullptr) continue;
      const Unlisted* const unlisted = sides.comparison.population->unlisted(identity, side);
      if (unlisted == nullptr || unlisted->kind == Unlisted::Kind::Mentioned) {
        made.spoken_of.push_back({(*declared)->id, MentionKind::User, false, {}});
      } else if (unlisted->kind == Unlisted::Kind::Stranger && !unlisted->domain.is_none()) {
        made.spoken_of.push_back({unlisted->domain, MentionKind::Domain, false, {}});
      }
    }
  }

  [[nodiscard]] std::string key(IdentityIndex identity) const {
    std::string made;
    for (const SideOf side : {SideOf::Before, SideOf::After}) add_side(identity, side, made);
    if (is_alone(identity)) add_number(identity.number, made);
    if (scope.has_domains) {
      for (const SideOf side : {SideOf::Before, SideOf::After})
        add_number(domain_of(identity, side).number, made);
    }
    add_lists(identity, made);
    return made;
  }

  /// Nobody is like it but for facts of its own.
  [[nodiscard]] bool is_alone(IdentityIndex identity) const {
    const bool may_close_directory =
        !sides.users_of_one_side.empty() && (listed(identity, SideOf::Before) == nullptr) !=
                                                (listed(identity, SideOf::After) == nullptr);
    return sides.comparison.population->is_client(identity) || identity == kAnonymousIdentity ||
           sides.is_named_by_alias[sides.place_of(identity)] || may_close_directory ||
           bearers.is_contested(identity);
  }

  static void add_number(std::uint64_t number, std::string& made) {
    made.append(reinterpret_cast<const char*>(&number), sizeof number);
  }

  /// What a side declares of the identity, as far as it is read.
  void add_side(IdentityIndex identity, SideOf side, std::string& made) const {
    const auto* const declared = sides.user(identity, side);
    const Unlisted* const unlisted = sides.comparison.population->unlisted(identity, side);
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
    const auto* const other_before = sides.user(identity, SideOf::Before);
    const auto* const other_after = sides.user(identity, SideOf::After);
    const bool is_shared = other_before && other_after && other_before->it == other_after->it;
    if (!is_shared) made += sides.before.text(declared->id);
  }

  void add_lists(IdentityIndex identity, std::string& made) const {
    std::vector<Listed> lists;
    for (const Listed& listed : sides.member_of[sides.place_of(identity)]) {
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
    const auto named = scope.named_by.find(sides.place_of(identity));
    if (named == scope.named_by.end()) return;
    for (const auto& [kind, listed] : named->second) add(listed, kind);
  }
};

Relevant::Relevant(const Comparison& comparison, const Bearers& bearers,
                   const IdentitySet& identities)
    : state_(std::make_unique<State>(comparison, bearers, identities)) {}
Relevant::~Relevant() = default;

void Relevant::set_target(const Target& target, const std::vector<Name>& resources,
                          std::vector<std::string> patterns) {
  state_->scope = scope_of(target, resources, std::move(patterns), state_->sides);
}
std::string Relevant::target_key() const { return key_of(state_->scope, state_->sides); }
std::string Relevant::key(IdentityIndex identity) const { return state_->key(identity); }
Kept Relevant::of(IdentityIndex identity) const { return state_->kept(identity); }

}  // namespace accessdrift
