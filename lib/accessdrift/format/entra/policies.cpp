#include "accessdrift/format/entra/policies.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/entra/answers.h"

namespace accessdrift::entra {
namespace {

using namespace source;

constexpr std::string_view kPolicyPrefix = "entra: ";
constexpr std::string_view kUserAction = "urn:user:";

struct GuestKind {
  std::string_view text;
  UserKind kind;
};
/// Other kinds are no users of the tenant.
constexpr std::array<GuestKind, 3> kGuestKinds = {
    {{"internalguest", UserKind::InternalGuest},
     {"b2bcollaborationguest", UserKind::CollaborationGuest},
     {"b2bcollaborationmember", UserKind::CollaborationMember}}};

std::optional<NodeView> part_of(NodeView policy, std::string_view key) {
  const std::optional<NodeView> conditions = find(policy, "conditions");
  const std::optional<NodeView> part = conditions ? find(*conditions, key) : std::nullopt;
  return part && part->is_mapping() ? part : std::nullopt;
}

/// Calls `visit(text)` for each text of `includeUsers` and its like; they may be one text, too.
template <typename Visit>
void each_text(NodeView mapping, const std::string& key, Visit&& visit) {
  const std::optional<NodeView> list = find(mapping, key);
  if (!list) return;
  if (list->kind() == NodeKind::String) return visit(*list);
  each_item(*list, [&](NodeView item) {
    if (item.kind() == NodeKind::String && !item.scalar().empty()) visit(item);
  });
}

}  // namespace

void Policies::note(SourceReading::File& file, NodeView policy) {
  const std::optional<NodeView> title = find_text(policy, "displayName");
  if (!title) {
    report(reading_, "missing-key", "this policy has no `displayName`", policy.span()).label =
        "reports name it by that";
    return;
  }
  const std::string id(text_of(policy, "id"));
  if (!id.empty() && !ids_.insert(id).second) return;
  const bool says_whom = part_of(policy, "users") || part_of(policy, "clientApplications");
  const std::optional<NodeView> controls = find(policy, "grantControls");
  if (!says_whom || !part_of(policy, "applications") || (controls && !controls->is_mapping())) {
    report(reading_, "not-of-format",
           "the policy `" + shortened(title->scalar()) + "` cannot be read", policy.span())
        .label = "expected objects `conditions.users`, `conditions.applications`, `grantControls`";
    return;
  }
  Noted noted{&file, policy, *title, std::string(kPolicyPrefix) + std::string(title->scalar())};
  if (!titles_.insert(noted.id).second) noted.id += " (" + id + ")";
  noted_.push_back(std::move(noted));
}

/// What a policy includes or excludes of apps.
std::vector<NamePlace> Policies::apps_of(const Noted& noted, std::string_view prefix) {
  std::vector<NamePlace> found;
  const std::optional<NodeView> applications = part_of(noted.policy, "applications");
  if (!applications) return found;
  each_text(*applications, std::string(prefix) + "Applications", [&](NodeView word) {
    if (word.scalar() == "None") return;
    const std::vector<Name> apps =
        word.scalar() == "All" ? apps_.all(*noted.file, word) : apps_.by_app_id(*noted.file, word);
    for (const Name app : apps) found.push_back({app, word.place()});
  });
  if (prefix != "include") return found;
  // Which apps a filter means is an unknown of the policy's condition.
  if (const auto filter = find(*applications, "applicationFilter");
      filter && filter->is_mapping() && found.empty()) {
    for (const Name app : apps_.all(*noted.file, *filter)) found.push_back({app, filter->place()});
  }
  each_text(*applications, "includeUserActions", [&](NodeView word) {
    std::string_view action = word.scalar();
    if (action.starts_with(kUserAction)) action.remove_prefix(kUserAction.size());
    found.push_back(
        {apps_.other(*noted.file, "action " + std::string(action), word.place()), word.place()});
  });
  each_text(*applications, "includeAuthenticationContextClassReferences", [&](NodeView word) {
    found.push_back(
        {apps_.other(*noted.file, "context " + std::string(word.scalar()), word.place()),
         word.place()});
  });
  return found;
}

void Policies::name_apps() {
  for (const Noted& noted : noted_) {
    (void)apps_of(noted, "include");
    (void)apps_of(noted, "exclude");
  }
}

std::vector<NamePlace> Policies::targets_of(const Noted& noted) {
  std::set<Name> excluded;
  for (const NamePlace& app : apps_of(noted, "exclude")) excluded.insert(app.name);
  std::vector<NamePlace> targets;
  std::set<Name> told;
  for (const NamePlace& app : apps_of(noted, "include")) {
    if (!excluded.contains(app.name) && told.insert(app.name).second) targets.push_back(app);
  }
  return targets;
}

/// Whom a policy includes or excludes.
std::vector<Mention> Policies::who(const Noted& noted, std::string_view prefix) {
  std::vector<Mention> named;
  std::set<std::pair<MentionKind, Name>> told;
  const auto add = [&](Name id, MentionKind kind, NodeView word) {
    if (told.emplace(kind, id).second) named.push_back({id, kind, false, word.place()});
  };
  const std::optional<NodeView> users = part_of(noted.policy, "users");
  if (!users) return named;
  const std::string key(prefix);
  each_text(*users, key + "Users", [&](NodeView word) {
    if (word.scalar() == "None") return;
    if (word.scalar() == "All") return add(people_.all_of(UserKind::Any), MentionKind::Group, word);
    if (word.scalar() == "GuestsOrExternalUsers")
      return add(people_.all_of(UserKind::Guest), MentionKind::Group, word);
    add(people_.find_or_suppose(*noted.file, word), MentionKind::User, word);
  });
  each_text(*users, key + "Groups", [&](NodeView word) {
    add(groups_.by_id_or_unlisted(word.scalar()), MentionKind::Group, word);
  });
  each_text(*users, key + "Roles", [&](NodeView word) {
    add(groups_.role(word.scalar(), word.span()), MentionKind::Group, word);
  });
  add_guests(noted, *users, prefix, named);
  for (const Mention& service : services(noted, prefix)) named.push_back(service);
  add_others(noted, prefix, named);
  return named;
}

/// Agents, and whoever else is named by a key that is not known: they are in no export.
void Policies::add_others(const Noted& noted, std::string_view prefix, std::vector<Mention>& who) {
  constexpr std::array<std::string_view, 5> kKnown = {"Users", "Groups", "Roles",
                                                      "GuestsOrExternalUsers", "ServicePrincipals"};
  for (const std::string_view part : {"users", "clientApplications", "agents"}) {
    const std::optional<NodeView> mapping = part_of(noted.policy, part);
    if (!mapping) continue;
    each_entry(*mapping, [&](NodeView key, NodeView value) {
      const std::string_view said = key.scalar();
      if (!said.starts_with(prefix) || said.find('@') != std::string_view::npos) return;
      const bool is_read = std::ranges::find(kKnown, said.substr(prefix.size())) != kKnown.end();
      if (is_read || value.is_scalar() || value.is_empty_collection()) return;
      const std::string name = std::string(said) + " of " + noted.id.substr(kPolicyPrefix.size());
      const Name group = elsewhere(*noted.file, name, value.place());
      who.push_back({group, MentionKind::Group, false, value.place()});
    });
  }
}

/// Kinds of guests and of people from other tenants.
void Policies::add_guests(const Noted& noted, NodeView users, std::string_view prefix,
                          std::vector<Mention>& who) {
  const std::optional<NodeView> guests = find(users, std::string(prefix) + "GuestsOrExternalUsers");
  const std::optional<NodeView> types =
      guests ? find_text(*guests, "guestOrExternalUserTypes") : std::nullopt;
  if (!types) return;
  const auto add = [&](Name group) {
    who.push_back({group, MentionKind::Group, false, types->place()});
  };
  const std::string of = " of " + noted.id.substr(kPolicyPrefix.size());
  const std::optional<NodeView> tenants = find(*guests, "externalTenants");
  // Of which tenant a guest is an export does not say.
  if (tenants && text_of(*tenants, "membershipKind") != "all")
    return add(reading_.names.intern("external users" + of));
  bool are_elsewhere = false;
  std::string_view rest = types->scalar();
  while (!rest.empty()) {
    const std::string kind = fold_ascii(rest.substr(0, rest.find(',')));
    rest.remove_prefix(std::min(rest.size(), kind.size() + 1));
    const auto* const known = std::ranges::find(kGuestKinds, kind, &GuestKind::text);
    if (known != kGuestKinds.end()) add(people_.all_of(known->kind));
    are_elsewhere = are_elsewhere || known == kGuestKinds.end();
  }
  if (are_elsewhere) add(elsewhere(*noted.file, "external users" + of, types->place()));
}

/// People who are in no export: further members of a group, of a domain that nobody has who is.
Name Policies::elsewhere(SourceReading::File& file, const std::string& name, Place place) {
  GroupDeclaration group;
  group.id = reading_.names.intern(name);
  if (!elsewhere_.insert(name).second) return group.id;
  group.key = group.body = place;
  open(group, place);
  group.within.push_back({reading_.names.intern("elsewhere.invalid"), place});
  file.declarations.groups.push_back(group);
  return group.id;
}

/// Workload identities.
std::vector<Mention> Policies::services(const Noted& noted, std::string_view prefix) {
  std::vector<Mention> named;
  const std::optional<NodeView> clients = part_of(noted.policy, "clientApplications");
  if (!clients) return named;
  each_text(*clients, std::string(prefix) + "ServicePrincipals", [&](NodeView word) {
    if (word.scalar() == "ServicePrincipalsInMyTenant") {
      const Name all = reading_.names.intern("Entra: service principals of the tenant");
      named.push_back({all, MentionKind::Group, false, word.place()});
      return;
    }
    const Name service = people_.find(word.scalar());
    named.push_back({service.is_none() ? reading_.names.intern(word.scalar()) : service,
                     MentionKind::User, false, word.place()});
  });
  return named;
}

std::vector<Name> Policies::finish() {
  for (const Noted& noted : noted_) declare(noted);
  return std::move(sets_);
}

void Policies::declare(const Noted& noted) {
  const std::vector<NamePlace> targets = targets_of(noted);
  std::vector<Mention> included = who(noted, "include");
  Condition when;
  add_state(noted, when);
  if (const std::optional<NodeView> conditions = find(noted.policy, "conditions"))
    add_conditions(noted, *conditions, when);
  if (!add_controls(noted, when) || targets.empty() || included.empty()) return;
  SetDeclaration set;
  set.id = reading_.names.intern(noted.id);
  set.key = set.combine_place = noted.title.place();
  set.body = noted.policy.place();
  set.combine = Combine::FirstApplicable;
  const auto add = [&](Name policy) {
    set.members.push_back({policy, false, noted.title.place()});
  };
  // It is there even if nobody is excluded, so that whoever is next is one edit.
  add(add_policy(noted, " (excluded)", Effect::Allow, who(noted, "exclude"), targets));
  const Mention anybody{reading_.names.intern("anyone"), MentionKind::Anyone, false,
                        noted.title.place()};
  add(add_policy(noted, "", Effect::Deny, std::move(included), targets));
  PolicyDeclaration& deny = noted.file->declarations.policies.back();
  if (!when.is_empty()) deny.when = when.text();
  deny.is_implied = text_of(noted.policy, "state") != "enabled";
  add(add_policy(noted, " (anybody else)", Effect::Allow, {anybody}, targets));
  sets_.push_back(set.id);
  noted.file->declarations.sets.push_back(std::move(set));
}

Name Policies::add_policy(const Noted& noted, std::string_view what, Effect effect,
                          std::vector<Mention> named, const std::vector<NamePlace>& to) {
  PolicyDeclaration policy;
  policy.id = reading_.names.intern(noted.id + std::string(what));
  policy.key = policy.effect_place = policy.to_place = noted.title.place();
  policy.body = noted.policy.place();
  policy.effect = effect;
  policy.who = std::move(named);
  policy.to = to;
  policy.is_implied = effect == Effect::Allow;
  const Name id = policy.id;
  noted.file->declarations.policies.push_back(std::move(policy));
  return id;
}

}  // namespace accessdrift::entra
