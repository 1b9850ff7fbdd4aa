#include "accessdrift/format/okta/apps.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::okta {
namespace {

using namespace source;

constexpr std::string_view kPrefix = "okta/";
/// The setting by which all users may use an app, or none.
std::optional<NodeView> implicit_assignment(NodeView app) {
  const std::optional<NodeView> settings = find(app, "settings");
  const std::optional<NodeView> said =
      settings ? find(*settings, "implicitAssignment") : std::nullopt;
  return said && said->kind() == NodeKind::Boolean && said->scalar() == "true" ? said
                                                                               : std::nullopt;
}

/// States of an assignment in which the app has no account for the user.
constexpr std::array<std::string_view, 5> kNoAccount = {"DEPROVISIONED", "INACTIVE", "REVOKED",
                                                        "SUSPENDED", "UNASSIGNED"};

}  // namespace

void Apps::note(SourceReading::File& file, NodeView app) {
  const std::optional<NodeView> label = find_text(app, "label");
  const std::string id(text_of(app, "id"));
  if (!label || (!id.empty() && !by_id_.emplace(id, apps_.size()).second)) return;
  by_title_[std::string(label->scalar())].push_back(apps_.size());
  App& noted = apps_.emplace_back();
  noted.file = &file;
  noted.app = app;
  noted.key = label->place();
}

/// A label that several apps have, or that policies would take for a pattern, has the id behind it.
void Apps::name() {
  for (const auto& [title, sharing] : by_title_) {
    const bool is_plain = title.find('*') == std::string::npos;
    for (const std::size_t at : sharing) {
      const std::string id(text_of(apps_[at].app, "id"));
      std::string text(kPrefix);
      if (is_plain) text += title;
      if (is_plain && sharing.size() > 1 && !id.empty()) text += " (" + id + ")";
      if (!is_plain) text += id;
      apps_[at].id = text;
      apps_[at].resource = reading_.names.intern(text);
    }
  }
}

std::size_t Apps::owner(const source::FiledList& list) const {
  std::size_t index = apps_.size();
  const auto find_in = [&](const auto& known, std::string_view text) {
    const auto at = known.find(text);
    if (at == known.end()) return Name{};
    if constexpr (requires { at->second.front(); }) {
      if (at->second.size() > 1) return Name{};
      index = at->second.front();
    } else {
      index = at->second;
    }
    return apps_[index].resource;
  };
  (void)owner_of(
      list, [&](std::string_view id) { return find_in(by_id_, id); },
      [&](std::string_view title) { return find_in(by_title_, title); });
  return index;
}

/// Null: nothing tells it, which is said.
Apps::App* Apps::app_of(const source::FiledList& list, std::size_t filed, NodeView item) {
  if (const std::string_view id = linked_id(item, "app"); !id.empty())
    return &unlisted(list, id, item);
  if (filed < apps_.size()) return &apps_[filed];
  Diagnostic& problem =
      report(reading_, "untold-app", "to which app this is assigned is not told", item.span());
  problem.label = "neither `_links.app` nor the file's path says it";
  problem.help = "name the folder by the app's id or label: `apps/Payroll/users.json`";
  return nullptr;
}

/// The one with that id, whether or not a list of apps has it.
Apps::App& Apps::unlisted(const source::FiledList& list, std::string_view id, NodeView item) {
  const auto [known, is_new] = by_id_.emplace(std::string(id), apps_.size());
  if (!is_new) return apps_[known->second];
  App& app = apps_.emplace_back();
  app.key = bracket_of(list.items.place());
  app.id = std::string(kPrefix) + std::string(id);
  app.resource = reading_.names.intern(app.id);
  Diagnostic& problem =
      warn(reading_, "partial-source",
           "which label the app `" + shortened(id) + "` has is not known", item.span());
  problem.label = "so it goes by its id, and whether it is active is not known";
  problem.help = "export `GET /api/v1/apps`, too";
  return app;
}

Apps::Assigned& Apps::assigned_in(std::vector<Assigned>& lists, const source::FiledList& list) {
  for (Assigned& assigned : lists) {
    if (assigned.file == list.file) return assigned;
  }
  Assigned& assigned = lists.emplace_back();
  assigned.file = list.file;
  assigned.body = list.items.place();
  return assigned;
}

void Apps::add_assigned(const source::FiledList& list, Kind kind) {
  const bool are_groups = kind == Kind::AppGroup;
  const bool is_empty = list.items.is_sequence() && list.items.is_empty_collection();
  const std::size_t filed = owner(list);
  const auto assigned_to = [&](NodeView item) -> Assigned* {
    App* const app = app_of(list, filed, item);
    return app == nullptr ? nullptr : &assigned_in(are_groups ? app->groups : app->users, list);
  };
  if (is_empty) {
    (void)assigned_to(list.items);
    return;
  }
  list.each([&](NodeView item) {
    Assigned* const assigned = assigned_to(item);
    if (assigned == nullptr) return;
    are_groups ? add_group(*assigned, item) : add_user(*assigned, item);
  });
}

void Apps::add_user(Assigned& assigned, NodeView user) {
  const std::string_view status = text_of(user, "status");
  const bool has_scope = find_text(user, "scope").has_value();
  if (has_scope && std::ranges::find(kNoAccount, status) != kNoAccount.end()) return;
  const std::optional<NodeView> id = find_text(user, "id");
  const NodeView word = id ? *id : user;
  if (word.kind() != NodeKind::String) {
    report(reading_, "not-of-format", "this is no user of an app", user.span()).label =
        "expected one with an `id`";
    return;
  }
  const Name person = people_.find(word.scalar());
  const Name name = person.is_none() ? reading_.names.intern(word.scalar()) : person;
  const bool is_by_group = text_of(user, "scope") == "GROUP";
  (is_by_group ? assigned.by_group : assigned.directly)
      .push_back({name, MentionKind::User, false, word.place()});
}

void Apps::add_group(Assigned& assigned, NodeView item) {
  const std::optional<NodeView> id = find_text(item, "id");
  const NodeView word = id ? *id : item;
  if (word.kind() != NodeKind::String) {
    report(reading_, "not-of-format", "this is no group of an app", item.span()).label =
        "expected one with an `id`";
    return;
  }
  const Name group = groups_.by_id(word.scalar());
  const Name name = group.is_none() ? reading_.names.intern(word.scalar()) : group;
  assigned.groups.push_back({name, MentionKind::Group, false, word.place()});
}

void Apps::expect_everyone() {
  for (const App& app : apps_) {
    if (app.file == nullptr) continue;
    const std::optional<NodeView> implicit = implicit_assignment(app.app);
    if (implicit) return groups_.expect_everyone(*app.file, implicit->place());
  }
}

void Apps::finish() {
  for (App& app : apps_) declare(app);
}

void Apps::declare(App& app) {
  const bool is_listed = app.file != nullptr;
  if (!is_listed) {
    const std::vector<Assigned>& lists = app.users.empty() ? app.groups : app.users;
    app.file = lists.front().file;
  }
  ResourceDeclaration resource;
  resource.id = app.resource;
  const std::string_view uid = is_listed ? text_of(app.app, "id") : std::string_view();
  if (!uid.empty()) resource.uid = reading_.names.intern(uid);
  resource.key = app.key;
  resource.body = is_listed ? app.app.place() : app.key;
  app.file->declarations.resources.push_back(std::move(resource));
  declare_lists(app, true);
  declare_lists(app, false);
  if (app.users.empty() && app.groups.empty()) {
    allow_unknown(app, "assigned to ", "users");
  } else if (app.users.empty()) {
    allow_unknown(app, "assigned directly to ", "users");
  }
  if (!is_listed) return;
  if (const std::optional<NodeView> implicit = implicit_assignment(app.app)) {
    allow(app, {*app.file,
                "everyone",
                implicit->place(),
                implicit->place(),
                {{groups_.everyone(), MentionKind::Group, false, implicit->place()}}});
  }
  const std::optional<NodeView> status = find_text(app.app, "status");
  if (!status || status->scalar() == "ACTIVE") return;
  allow(app, {*app.file,
              "not active",
              status->place(),
              status->place(),
              {{reading_.names.intern("anyone"), MentionKind::Anyone, false, status->place()}}});
  app.file->declarations.policies.back().effect = Effect::Deny;
}

/// A list of an app's users has those who are assigned through groups, too: they count where its
/// groups are not exported.
void Apps::declare_lists(App& app, bool are_groups) {
  bool is_first = true;
  for (Assigned& assigned : are_groups ? app.groups : app.users) {
    std::vector<Mention> who = std::move(are_groups ? assigned.groups : assigned.directly);
    if (!are_groups && app.groups.empty())
      who.insert(who.end(), assigned.by_group.begin(), assigned.by_group.end());
    std::set<Name> told;
    std::erase_if(who, [&](const Mention& mention) { return !told.insert(mention.id).second; });
    if (who.empty()) continue;
    const Place key = who.front().place;
    allow(app, {*assigned.file, are_groups ? "groups" : "users", key, assigned.body, std::move(who),
                std::exchange(is_first, false)});
  }
}

void Apps::allow(const App& app, Allowed told) {
  PolicyDeclaration policy;
  policy.id =
      id_in_file(reading_, told.file, app.id + ": " + std::string(told.what), told.is_first);
  policy.key = policy.effect_place = policy.to_place = told.key;
  policy.body = told.body;
  policy.who = std::move(told.who);
  policy.to.push_back({app.resource, told.key});
  told.file.declarations.policies.push_back(std::move(policy));
}

/// What no file tells of who is assigned: a group of which nobody is known.
void Apps::allow_unknown(App& app, std::string_view whom, std::string_view request) {
  GroupDeclaration group;
  group.id = reading_.names.intern(std::string(whom) + app.id);
  group.key = app.key;
  group.body = app.key;
  open(group, app.key);
  app.file->declarations.groups.push_back(group);
  allow(app, {*app.file,
              whom == "assigned to " ? "assigned" : "assigned directly",
              app.key,
              app.key,
              {{group.id, MentionKind::Group, false, app.key}}});
  if (!told_unread_.emplace(std::string(whom), true).second) return;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           "who is " + std::string(whom) + "`" + shortened(app.id) + "` is not here",
           {app.file->document.text.get(), app.key});
  problem.label = "so of this app, and of others like it, it is not known";
  problem.help = "export `GET /api/v1/apps/{id}/" + std::string(request) + "` of every app";
}

}  // namespace accessdrift::okta
