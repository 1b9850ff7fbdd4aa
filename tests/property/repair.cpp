#include <algorithm>

#include "accessdrift/model/snapshot.h"
#include "accessdrift/url/overlap.h"
#include "parts.h"
#include "vocabulary.h"
#include "worlds.h"

namespace accessdrift::property {
namespace {

/// Keeps those of which `keep` says so.
template <typename T, typename Keep>
void keep_if(std::vector<T>& all, Keep keep) {
  std::erase_if(all, [&](const T& one) { return !keep(one); });
}

/// The first of those with equal keys stays.
template <typename T, typename Key>
void keep_first(std::vector<T>& all, Key key) {
  std::set<std::string> seen;
  keep_if(all, [&](const T& one) { return seen.insert(key(one)).second; });
}

std::string as_is(const std::string& text) { return text; }

bool has_item(const Item& value, const AttributeType& type) {
  const auto is_value = [&](const Item& item) {
    return std::ranges::count(type.values, item.text) != 0;
  };
  switch (type.kind) {
    case TypeKind::Bool:
      return value.kind == Item::Kind::Bare && (value.text == "true" || value.text == "false");
    case TypeKind::Int:
      return value.kind == Item::Kind::Bare && value.text != "true" && value.text != "false";
    case TypeKind::Enum:
      return value.kind == Item::Kind::Text && is_value(value);
    case TypeKind::Set:
      return value.kind == Item::Kind::List && std::ranges::all_of(value.list, is_value);
    case TypeKind::Ip:
      return value.kind == Item::Kind::Text && parse_ip(value.text).has_value();
    case TypeKind::Time:
      return value.kind == Item::Kind::Text && parse_value(value.text, type).has_value();
    default:
      return value.kind == Item::Kind::Text;
  }
}

/// One window that is written in two ways stands twice.
std::string hours_key(const std::string& text) {
  const auto window = parse_time_window(text);
  std::string key = window->zone;
  for (const MinuteRange& range : window->minutes)
    key += " " + std::to_string(range.begin) + "-" + std::to_string(range.end);
  return key;
}

class Repair {
 public:
  Repair(Draft& draft, Random& random) : draft_(draft), random_(random) {}

  void all() {
    lists();
    people();
    groups();
    clients();
    types();
    resources();
    urls();
    policies();
    sets();
    renames();
  }

 private:
  [[nodiscard]] bool is_stale(const DraftCondition& condition) const {
    return !std::ranges::includes(declared_, condition.uses);
  }

  void lists() {
    std::set<std::string> networks;
    for (DraftList& network : draft_.networks) {
      keep_first(network.entries, as_is);
      keep_if(network.entries, [&](const std::string& e) {
        return std::ranges::count(kNetworks, e) == 0 || networks.contains(e);
      });
      if (network.entries.empty()) network.entries.push_back(random_prefix(random_));
      networks.insert(network.name);
    }
    std::set<std::string> scopes;
    for (DraftList& scope : draft_.scopes) {
      keep_first(scope.entries, as_is);
      keep_if(scope.entries, [&](const std::string& e) { return scopes.contains(e); });
      scopes.insert(scope.name);
    }
    for (DraftList& window : draft_.windows) {
      keep_first(window.entries, hours_key);
      if (window.entries.empty()) window.entries.push_back(random_hours(random_));
    }
    declared_ = draft_.declared();
  }

  void attributes(std::map<std::string, Item>& values) const {
    std::erase_if(values, [&](const auto& value) {
      const auto type = std::ranges::find(draft_.attributes, value.first, &DraftAttribute::name);
      return type == draft_.attributes.end() || !has_item(value.second, type->type);
    });
  }

  void people() {
    std::set<std::string> uids;
    keep_first(draft_.users, [](const DraftUser& user) { return folded(user.id); });
    std::set<std::string> ids;
    for (const DraftUser& user : draft_.users) ids.insert(folded(user.id));
    for (DraftUser& user : draft_.users) {
      if (!user.uid.empty() && !uids.insert(user.uid).second) user.uid.clear();
      keep_if(user.aliases,
              [&](const std::string& alias) { return ids.insert(folded(alias)).second; });
      attributes(user.attributes);
    }
    if (!draft_.opens_directory && std::ranges::all_of(draft_.users, &DraftUser::is_service))
      draft_.directory = "closed";
  }

  /// Whether a mention is of somebody or something that exists, or may be of anybody.
  [[nodiscard]] bool is_known(const std::string& who) const {
    if (who.starts_with("group:"))
      return std::ranges::count(draft_.groups, who.substr(6), &DraftGroup::id) != 0;
    if (who.starts_with("client:"))
      return std::ranges::count(draft_.clients, who.substr(7), &DraftClient::name) != 0;
    if (who.starts_with("domain:") || who == "authenticated" || who == "anonymous" ||
        who == "anyone")
      return true;
    return draft_.is_open() || draft_.user(who) != nullptr;
  }
  /// Two spellings of one identity, or of one domain, are one mention.
  [[nodiscard]] std::string mention_key(const std::string& who) const {
    if (who.starts_with("domain:")) return folded("@" + who);
    const DraftUser* user = draft_.user(who);
    const bool is_id = who.find(':') == std::string::npos;
    if (user == nullptr) return is_id ? folded(who) : who;
    return folded(user->id);
  }

  void groups() {
    for (DraftGroup& group : draft_.groups) {
      if (group.is_open && group.is_external) group.members.clear();
      keep_if(group.members, [&](const std::string& member) { return is_known(member); });
      keep_first(group.members, [&](const std::string& member) { return mention_key(member); });
      std::erase_if(group.untils, [&](const auto& until) {
        return std::ranges::count(group.members, until.first) == 0;
      });
      if (!group.is_open) group.is_external = false;
      if (!group.is_open) group.within.clear();
      keep_first(group.within, [&](const std::string& domain) { return mention_key(domain); });
      if (group.rule && is_stale(*group.rule)) group.rule = ConditionWriter(draft_, random_).rule();
    }
  }

  void clients() {
    keep_first(draft_.clients, [](const DraftClient& client) { return client.name; });
    for (DraftClient& client : draft_.clients) {
      keep_if(client.scopes, [&](const std::string& scope) {
        return std::ranges::count(draft_.scopes, scope, &DraftList::name) != 0;
      });
      keep_first(client.scopes, as_is);
      keep_if(client.users, [&](const std::string& who) { return is_known(who); });
      keep_first(client.users, [&](const std::string& who) { return mention_key(who); });
    }
  }

  void types() {
    for (DraftType& type : draft_.types) {
      if (type.actions.empty()) type.actions.push_back({random_.pick(kActions), {}});
      for (std::size_t i = 0; i < type.actions.size(); ++i) {
        keep_first(type.actions[i].entries, as_is);
        keep_if(type.actions[i].entries, [&](const std::string& implied) {
          return std::any_of(type.actions.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                             type.actions.end(),
                             [&](const DraftList& later) { return later.name == implied; });
        });
      }
      methods(type);
    }
  }

  /// Of actions that there are, each method once.
  static void methods(DraftType& type) {
    std::set<std::string> seen;
    for (DraftList& methods : type.methods) {
      keep_if(methods.entries,
              [&](const std::string& method) { return seen.insert(method).second; });
    }
    keep_if(type.methods, [&](const DraftList& methods) {
      return !methods.entries.empty() &&
             std::ranges::count(type.actions, methods.name, &DraftList::name) != 0;
    });
  }

  [[nodiscard]] bool is_in_cycle(const DraftResource& resource) const {
    const DraftResource* at = &resource;
    for (std::size_t steps = 0; steps <= draft_.resources.size(); ++steps) {
      at = draft_.resource(at->parent);
      if (at == nullptr) return false;
    }
    return true;
  }

  void resources() {
    while (draft_.resources.empty()) add_resource(draft_, random_);
    for (DraftResource& resource : draft_.resources) {
      if (draft_.resource(resource.parent) == nullptr || is_in_cycle(resource))
        resource.parent.clear();
      if (std::ranges::count(draft_.types, resource.type, &DraftType::name) == 0)
        resource.type.clear();
      if (!resource.type.empty()) resource.actions.clear();
      keep_first(resource.actions, as_is);
      attributes(resource.attributes);
    }
  }

  /// Where a method means something, and in no tie with an earlier one.
  void urls() {
    std::vector<UrlPattern> kept;
    for (DraftResource& resource : draft_.resources) {
      keep_if(resource.urls, [&](const std::string& url) {
        const auto pattern = parse_url_pattern(url);
        const bool fits = pattern && draft_.has_methods(resource) &&
                          std::ranges::none_of(kept, [&](const UrlPattern& other) {
                            return tie(*pattern, other).has_value();
                          });
        if (fits) kept.push_back(*pattern);
        return fits;
      });
    }
  }

  void policies() {
    while (draft_.policies.empty()) add_policy(draft_, random_);
    for (DraftPolicy& policy : draft_.policies) {
      keep_if(policy.who, [&](const std::string& who) { return is_known(who); });
      keep_first(policy.who, [&](const std::string& who) { return mention_key(who); });
      if (policy.who.empty()) policy.who.push_back(random_who(draft_, random_));
      keep_if(policy.to, [&](const std::string& to) {
        return std::ranges::any_of(draft_.resources, [&](const DraftResource& r) {
          return to == r.id || glob_matches(to, r.id);
        });
      });
      keep_first(policy.to, as_is);
      if (policy.to.empty()) policy.to.push_back(random_reach(draft_, random_));
      const std::set<std::string> reached = draft_.actions_reached(policy.to);
      keep_if(policy.actions, [&](const std::string& action) { return reached.contains(action); });
      keep_first(policy.actions, as_is);
      keep_if(policy.scopes, [&](const std::string& scope) {
        return std::ranges::count(draft_.scopes, scope, &DraftList::name) != 0;
      });
      keep_first(policy.scopes, as_is);
      if (policy.when && is_stale(*policy.when))
        policy.when = ConditionWriter(draft_, random_).condition();
    }
  }

  [[nodiscard]] DraftSet* set(const std::string& id) {
    const auto found = std::ranges::find(draft_.sets, id, &DraftSet::id);
    return found == draft_.sets.end() ? nullptr : &*found;
  }

  /// Sets name earlier ones only, each member once in all, and none is empty.
  void sets() {
    for (bool changed = true; changed;) {
      changed = false;
      std::set<std::string> placed;
      std::set<std::string> earlier;
      for (DraftSet& set : draft_.sets) {
        const std::size_t members = set.members.size();
        keep_if(set.members, [&](const std::string& member) {
          const bool exists =
              member.starts_with("set:")
                  ? earlier.contains(member.substr(4))
                  : std::ranges::count(draft_.policies, member, &DraftPolicy::id) != 0;
          return exists && placed.insert(member).second;
        });
        changed |= members != set.members.size();
        earlier.insert(set.id);
      }
      changed |=
          std::erase_if(draft_.sets, [](const DraftSet& set) { return set.members.empty(); }) != 0;
    }
  }

  /// One old id to a new one, and no way back.
  void renames() {
    std::set<std::string> taken;
    std::map<std::string, std::string> kept;
    for (const auto& [from, to] : draft_.renames) {
      std::string end = folded(to);
      for (auto next = kept.find(end); next != kept.end(); next = kept.find(end))
        end = next->second;
      if (end == folded(from) || kept.contains(folded(from)) || !taken.insert(folded(to)).second)
        continue;
      kept[folded(from)] = folded(to);
    }
    std::erase_if(draft_.renames, [&](const auto& rename) {
      const auto found = kept.find(folded(rename.first));
      return found == kept.end() || found->second != folded(rename.second);
    });
  }

  Draft& draft_;
  Random& random_;
  std::set<std::string> declared_;
};

}  // namespace

void repair(Draft& draft, Random& random) { Repair(draft, random).all(); }

}  // namespace accessdrift::property
