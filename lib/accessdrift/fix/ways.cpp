#include "accessdrift/fix/ways.h"

#include <algorithm>
#include <utility>

#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

/// Of one policy: so many groups that it names, and so many of who asks.
constexpr std::size_t kGroupsTried = 4;
/// Where the request does not tell its client.
constexpr std::size_t kClientsTried = 4;

}  // namespace

std::string WayFinder::who() const {
  if (!explanation_.token_groups.empty()) return {};
  if (!explanation_.user.is_none() && explanation_.decision.is_listed)
    return std::string(snapshot_.user_id(explanation_.user));
  const ClientIndex client = snapshot_.find_client(explanation_.request.identity);
  return client.is_none() ? std::string() : explanation_.request.identity;
}

bool WayFinder::is_who(const Mention& mention) const {
  if (mention.kind == MentionKind::Client)
    return std::string(kClientPrefix) + std::string(snapshot_.text(mention.id)) ==
           explanation_.request.identity;
  return mention.kind == MentionKind::User && !explanation_.user.is_none() &&
         snapshot_.user_by_name.find(mention.id) == explanation_.user;
}

const MembershipPath* WayFinder::path_to(GroupIndex group) const {
  const auto found =
      std::ranges::find_if(explanation_.memberships, [&](const MembershipPath& path) {
        return !path.groups.empty() && path.groups.back() == group;
      });
  return found == explanation_.memberships.end() ? nullptr : &*found;
}

std::vector<GroupIndex> WayFinder::groups_named(PolicyIndex policy) const {
  std::vector<GroupIndex> named;
  for (const Mention& mention : declared(policy)->who) {
    const GroupIndex group = group_of(mention);
    if (!group.is_none()) named.push_back(group);
  }
  return named;
}

std::vector<GroupIndex> WayFinder::own_groups() const {
  std::vector<GroupIndex> own;
  for (const MembershipPath& path : explanation_.memberships) {
    // One that a reader made may be gone as soon as nothing needs it.
    const bool is_one = path.groups.size() == 1;
    if (is_one && !snapshot_.groups[path.groups.front().index()]->is_made)
      own.push_back(path.groups.front());
  }
  return own;
}

void WayFinder::add_activation(Ways& ways) const {
  if (explanation_.user.is_none() || explanation_.decision.is_active) return;
  const auto& user = snapshot_.users[explanation_.user.index()];
  if (user->status == Status::Active) return;
  add(ways, "make " + who() + " active again", user.span(user->status_place),
      TextEdit{user->status_place, "active"});
}

void WayFinder::add_member(Ways& ways, GroupIndex group, std::string what,
                           std::string_view member) {
  const auto& it = snapshot_.groups[group.index()];
  if (it->is_made) return;  // nobody is put into what its system does not have
  add(ways, std::move(what), it.key(),
      rewriters_.of(it.key()).add_to_list(it->body, "members", member));
}

void WayFinder::add_to_policy(Ways& ways, PolicyIndex policy, std::string_view key,
                              std::string_view value, std::string what) {
  const auto& it = declared(policy);
  add(ways, std::move(what), it.key(), rewriters_.of(it.key()).add_to_list(it->body, key, value));
}

void WayFinder::add_to_who(Ways& ways, PolicyIndex policy, std::string_view mention,
                           const std::string& whom) {
  const std::string key = declared(policy)->effect == Effect::Allow ? "allow" : "deny";
  add_to_policy(ways, policy, key, mention, "let " + name_of(policy) + " " + key + " " + whom);
}

Ways WayFinder::into(PolicyIndex policy) {
  Ways ways;
  const std::string asked = who();
  std::vector<GroupIndex> named = groups_named(policy);
  std::vector<GroupIndex> own = own_groups();
  const bool is_user = !explanation_.user.is_none() && !asked.empty();
  // Who asks or a group of theirs, into a group that is named or into the policy itself.
  const auto ways_with = [is_user](std::size_t of_named, std::size_t of_own) {
    return (is_user ? of_named : 0) + of_own * (of_named + 1);
  };
  const std::size_t all = ways_with(named.size(), own.size());
  named.resize(std::min(named.size(), kGroupsTried));
  own.resize(std::min(own.size(), kGroupsTried));
  left_out_ += all - ways_with(named.size(), own.size());
  if (is_user) {
    for (const GroupIndex group : named)
      add_member(ways, group, "add " + asked + " to " + name_of(group), asked);
  }
  if (!asked.empty()) add_to_who(ways, policy, asked, asked);
  for (const GroupIndex inner : own) {
    const std::string mention = std::string(kGroupPrefix) +
                                std::string(snapshot_.text(snapshot_.groups[inner.index()]->id));
    for (const GroupIndex outer : named)
      add_member(ways, outer, "put " + name_of(inner) + " inside " + name_of(outer), mention);
    add_to_who(ways, policy, mention, name_of(inner));
  }
  return ways;
}

std::vector<ClientIndex> WayFinder::clients_asked() {
  const auto told = explanation_.request.attributes.find(kClient);
  const bool is_told =
      told != explanation_.request.attributes.end() && told->second.state != Told::State::NotTold;
  std::vector<ClientIndex> clients;
  if (is_told) {
    const auto* const name = std::get_if<std::string>(&told->second.value);
    const bool is_one = told->second.state == Told::State::Present && name != nullptr;
    const ClientIndex client =
        is_one ? snapshot_.find_client(std::string(kClientPrefix) + *name) : ClientIndex{};
    if (!client.is_none()) clients.push_back(client);
    return clients;
  }
  const std::size_t tried = std::min(snapshot_.clients.size(), kClientsTried);
  left_out_ += snapshot_.clients.size() - tried;
  for (std::size_t i = 0; i < tried; ++i) clients.emplace_back(i);
  return clients;
}

std::vector<Name> WayFinder::not_issued(ClientIndex client, PolicyIndex policy) const {
  const std::vector<NamePlace>& listed = snapshot_.clients[client.index()]->scopes;
  std::vector<Name> missing;
  for (const NamePlace& scope : declared(policy)->scopes) {
    const auto bringing = snapshot_.brought_by.find(scope.name);
    const bool is_issued = bringing != snapshot_.brought_by.end() &&
                           std::ranges::any_of(bringing->second, [&](Name by) {
                             return std::ranges::find(listed, by, &NamePlace::name) != listed.end();
                           });
    if (!is_issued) missing.push_back(scope.name);
  }
  return missing;
}

void WayFinder::add_to_client(Ways& ways, ClientIndex client, std::string_view key,
                              std::string_view value, const std::string& what) {
  const auto& it = snapshot_.clients[client.index()];
  add(ways, "let client " + std::string(snapshot_.text(it->name)) + what, it.key(),
      rewriters_.of(it.key()).add_to_list(it->body, key, value));
}

void WayFinder::add_through_client(Ways& ways, ClientIndex client, PolicyIndex policy) {
  const std::vector<Name> missing = not_issued(client, policy);
  if (missing.size() == 1) {
    const std::string scope(snapshot_.text(missing.front()));
    add_to_client(ways, client, "scopes", scope, " be issued " + scope);
  }
  // Without a list of users it is for everybody.
  if (!missing.empty() || !snapshot_.clients[client.index()]->users) return;
  if (const std::string asked = who(); !asked.empty())
    add_to_client(ways, client, "users", asked, " be used by " + asked);
  std::vector<GroupIndex> own = own_groups();
  left_out_ += own.size() - std::min(own.size(), kGroupsTried);
  own.resize(std::min(own.size(), kGroupsTried));
  for (const GroupIndex group : own) {
    const std::string id(snapshot_.text(snapshot_.groups[group.index()]->id));
    add_to_client(ways, client, "users", std::string(kGroupPrefix) + id, " be used by group " + id);
  }
}

std::optional<TextEdit> WayFinder::without_part(PolicyIndex policy, std::size_t part) {
  const auto& it = declared(policy);
  const auto& condition = snapshot_.conditions[policy.index()];
  if (!condition) return std::nullopt;
  const std::vector<std::uint32_t> parts = criteria(*condition);
  if (parts.size() < 2) return rewriters_.of(it.key()).remove_key(it->body, "when");
  const std::uint32_t begin =
      part == 0 ? condition->at(parts[0]).begin : condition->at(parts[part - 1]).end;
  const std::uint32_t end =
      part == 0 ? condition->at(parts[1]).begin : condition->at(parts[part]).end;
  return TextEdit{it->when->place_of(begin, end), {}};
}

void WayFinder::add_without_part(Ways& ways, const PolicyTrace& trace, std::uint32_t criterion) {
  const auto first =
      std::ranges::find(trace.criteria, CriterionKind::Condition, &CriterionTrace::kind);
  const auto part = static_cast<std::size_t>(criterion - (first - trace.criteria.begin()));
  const Span span = trace.criteria[criterion].span;
  const std::string text(
      span.text->bytes().substr(span.place.begin, span.place.end - span.place.begin));
  add(ways, "drop " + text + " from " + name_of(trace.policy), span,
      without_part(trace.policy, part));
}

Ways WayFinder::to_mend(const PolicyTrace& trace, std::uint32_t criterion) {
  Ways ways;
  const PolicyIndex policy = trace.policy;
  const Request& request = explanation_.request;
  switch (trace.criteria[criterion].kind) {
    case CriterionKind::Identity:
      add_activation(ways);
      std::ranges::move(into(policy), std::back_inserter(ways));
      break;
    case CriterionKind::Resource:
      add_to_policy(ways, policy, "to", request.resource,
                    "let " + name_of(policy) + " cover " + request.resource);
      break;
    case CriterionKind::Action:
      add_to_policy(ways, policy, "actions", request.action,
                    "let " + name_of(policy) + " cover " + request.action);
      break;
    case CriterionKind::Scopes:
      for (const ClientIndex client : clients_asked()) add_through_client(ways, client, policy);
      add(ways, "ask for no scope in " + name_of(policy), trace.criteria[criterion].span,
          rewriters_.of(declared(policy).key()).remove_key(declared(policy)->body, "scopes"));
      break;
    case CriterionKind::Condition:
      add_without_part(ways, trace, criterion);
      break;
  }
  return ways;
}

void WayFinder::add_out_of_groups(Ways& ways, const MembershipPath& path) {
  const std::string asked = who();
  for (std::size_t i = asked.empty() ? 1 : 0; i < path.spans.size(); ++i) {
    // In a group of all accounts somebody is by being one.
    const bool is_by_account =
        i == 0 && !explanation_.user.is_none() &&
        snapshot_.groups[path.groups[i].index()]->is_made &&
        std::is_eq(compare_spans(path.spans[i], snapshot_.users[explanation_.user.index()].key()));
    if (!path.spans[i].is_known() || is_by_account) continue;
    const std::string member = i == 0 ? asked : name_of(path.groups[i - 1]);
    add(ways, "take " + member + " out of " + name_of(path.groups[i]), path.spans[i],
        rewriters_.of(path.spans[i]).remove_item(path.spans[i].place));
  }
}

void WayFinder::add_out_of_policy(Ways& ways, PolicyIndex policy, const Mention& mention,
                                  const std::string& whom) {
  const auto& it = declared(policy);
  // A policy for nobody is none.
  if (it->who.size() == 1) return;
  const std::string_view does = it->effect == Effect::Allow ? " allow " : " deny ";
  add(ways, "no longer let " + name_of(policy) + std::string(does) + whom, it.span(mention.place),
      rewriters_.of(it.key()).remove_item(mention.place));
}

Ways WayFinder::past(PolicyIndex policy) {
  Ways ways;
  const auto& it = declared(policy);
  for (const Mention& mention : it->who) {
    if (is_who(mention)) add_out_of_policy(ways, policy, mention, who());
    const GroupIndex group = group_of(mention);
    const MembershipPath* const path = group.is_none() ? nullptr : path_to(group);
    if (path == nullptr) continue;
    add_out_of_groups(ways, *path);
    add_out_of_policy(ways, policy, mention, name_of(group));
  }
  // A policy of another system's file is written there in its own way.
  if (!it.file->is_native()) return ways;
  if (it->who.size() == 1) {
    add(ways, "remove " + name_of(policy), it.key(), rewriters_.of(it.key()).remove_key(it->key));
  }
  for (const NamePlace& to : it->to) {
    const bool is_asked = snapshot_.text(to.name) == explanation_.request.resource;
    if (!is_asked || it->to.size() == 1) continue;
    add(ways, "no longer let " + name_of(policy) + " cover " + explanation_.request.resource,
        it.span(to.place), rewriters_.of(it.key()).remove_item(to.place));
  }
  return ways;
}

}  // namespace accessdrift
