#include "accessdrift/format/entra/apps.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::entra {
namespace {

using namespace source;

constexpr std::string_view kAppPrefix = "entra/";
/// The role of who is assigned without one.
constexpr std::string_view kDefaultRole = "00000000-0000-0000-0000-000000000000";
/// Of the suite that policies call Office365, by their application's id: Exchange, SharePoint,
/// Teams.
constexpr std::array<std::string_view, 3> kOffice = {"00000002-0000-0ff1-ce00-000000000000",
                                                     "00000003-0000-0ff1-ce00-000000000000",
                                                     "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"};

constexpr std::string_view kAnyOther = "any other app";

bool is_of_users(NodeView role) {
  bool is_of_users = !find(role, "allowedMemberTypes");
  each_item(role, "allowedMemberTypes", [&](NodeView type) {
    is_of_users = is_of_users || (type.is_scalar() && type.scalar() == "User");
  });
  return is_of_users;
}

}  // namespace

void Apps::note(SourceReading::File& file, NodeView service) {
  const std::optional<NodeView> title = find_text(service, "displayName");
  const std::string object = fold_ascii(text_of(service, "id"));
  const std::string_view application = text_of(service, "appId");
  const std::string id = object.empty() ? fold_ascii(application) : object;
  if (id.empty() || by_object_.contains(id)) return;
  App& app = apps_.emplace_back();
  app.file = &file;
  app.service = service;
  app.key = (title ? *title : service).place();
  app.object = id;
  app.application = application;
  app.title = title ? title->scalar() : std::string_view(id);
  add_roles(app);
  register_app(app);
}

void Apps::register_app(App& app) {
  by_object_.emplace(app.object, &app);
  if (!app.application.empty()) by_app_[fold_ascii(app.application)].push_back(&app);
  by_title_[app.title].push_back(&app);
}

void Apps::add_roles(App& app) {
  std::set<std::string> told = {std::string(kAccess)};
  each_item(*app.service, "appRoles", [&](NodeView role) {
    const std::optional<NodeView> id = find_text(role, "id");
    if (!id) return;
    const std::optional<NodeView> value = find_text(role, "value");
    const NodeView name = value ? *value : find_text(role, "displayName").value_or(*id);
    std::string text(name.scalar());
    if (!told.insert(text).second) text += " (" + std::string(id->scalar()) + ")";
    app.roles.push_back({fold_ascii(id->scalar()), text, is_of_users(role), false, name.place()});
  });
}

/// A name that several apps have, or that policies would take for a pattern, has the id behind it.
void Apps::name() {
  for (const auto& [title, sharing] : by_title_) {
    const bool is_plain = title.find('*') == std::string::npos;
    for (App* const app : sharing) {
      const std::string& id = app->application;
      app->id = std::string(kAppPrefix) + (is_plain ? title : id);
      if (is_plain && sharing.size() > 1) app->id += " (" + id + ")";
      app->resource = reading_.names.intern(app->id);
    }
  }
}

Apps::App& Apps::add(SourceReading::File& file, std::string id, Place key) {
  App& app = apps_.emplace_back();
  app.file = &file;
  app.key = key;
  app.id = std::string(kAppPrefix) + std::move(id);
  app.resource = reading_.names.intern(app.id);
  return app;
}

Apps::App* Apps::owner(const Page& page) {
  for (const Label& label : labels_of(page)) {
    for (const std::string_view id : ids_in(label.text)) {
      if (const auto known = by_object_.find(fold_ascii(id)); known != by_object_.end())
        return known->second;
      if (const auto known = by_app_.find(fold_ascii(id)); known != by_app_.end())
        return known->second.front();
    }
    const auto known = by_title_.find(label.text);
    if (label.may_be_name && known != by_title_.end() && known->second.size() == 1)
      return known->second.front();
  }
  return nullptr;
}

/// Lists by app, and one of all assignments, tell who is not assigned; one by a user or group does
/// not.
void Apps::add_assignments(const Page& page) {
  App* const filed = owner(page);
  const bool is_of_somebody = is_under(page, "users") || is_under(page, "groups");
  if (filed != nullptr) (page.next ? filed->is_cut : filed->is_told) = true;
  if (filed == nullptr && !is_of_somebody) (page.next ? are_all_cut_ : are_all_told_) = true;
  page.each([&](NodeView assignment) { add_assignment(*page.file, assignment); });
}

void Apps::add_inside(SourceReading::File& file, NodeView service) {
  const std::optional<NodeView> inside = find(service, "appRoleAssignedTo");
  const auto known = by_object_.find(fold_ascii(text_of(service, "id")));
  if (!inside || !inside->is_sequence() || known == by_object_.end()) return;
  App& app = *known->second;
  (find(service, "appRoleAssignedTo@odata.nextLink") ? app.is_cut : app.is_told) = true;
  each_item(*inside, [&](NodeView assignment) { add_assignment(file, assignment); });
}

/// The app that an assignment names, listed or not.
Apps::App& Apps::app_of(SourceReading::File& file, NodeView assignment) {
  const NodeView id = *find_text(assignment, "resourceId");
  const auto [known, is_new] = by_object_.emplace(fold_ascii(id.scalar()), nullptr);
  if (!is_new) return *known->second;
  const std::string_view title = text_of(assignment, "resourceDisplayName");
  const bool is_free = !title.empty() && title.find('*') == std::string_view::npos &&
                       by_title_.emplace(std::string(title), std::vector<App*>()).second;
  known->second = &add(file, std::string(is_free ? title : id.scalar()), id.place());
  return *known->second;
}

void Apps::add_assignment(SourceReading::File& file, NodeView assignment) {
  const std::optional<NodeView> principal = find_text(assignment, "principalId");
  if (!principal || !find_text(assignment, "resourceId")) {
    report(reading_, "not-of-format", "this is no assignment of an app role", assignment.span())
        .label = "expected `principalId`, `resourceId` and `appRoleId`";
    return;
  }
  App& app = app_of(file, assignment);
  app.is_assigned = true;
  const std::string id = fold_ascii(text_of(assignment, "appRoleId"));
  std::string_view role;
  if (!id.empty() && id != kDefaultRole) {
    auto known = std::ranges::find(app.roles, id, &Role::id);
    if (known == app.roles.end()) known = app.roles.insert(known, {id, id, true, false, app.key});
    known->is_assigned = true;
    role = known->name;
  }
  GroupLists::Part& part = assigned_in(file, app, role, assignment);
  const std::string_view type = text_of(assignment, "principalType");
  const Name group = groups_.by_id(principal->scalar());
  const bool is_group = type == "Group" || (type.empty() && !group.is_none());
  if (is_group) {
    part.add(groups_.direct(groups_.by_id_or_unlisted(principal->scalar())), MentionKind::Group,
             principal->place());
    return;
  }
  part.add(people_.find_or_suppose(file, *principal, type != "User"), MentionKind::User,
           principal->place());
}

Name Apps::group_of(const App& app, std::string_view role) {
  const std::string group =
      role.empty() ? "users of " + app.id : "role " + std::string(role) + " of " + app.id;
  return reading_.names.intern(group);
}

GroupLists::Part& Apps::assigned_in(SourceReading::File& file, App& app, std::string_view role,
                                    NodeView assignment) {
  return assigned_.part_of(file, group_of(app, role), assignment.place(), assignment.place());
}

std::vector<Name> Apps::by_app_id(SourceReading::File& file, NodeView word) {
  const std::string_view id = word.scalar();
  std::vector<Name> found;
  if (const auto known = by_app_.find(fold_ascii(id)); known != by_app_.end()) {
    for (const App* const app : known->second) found.push_back(app->resource);
    return found;
  }
  const bool is_office = id == "Office365";
  for (const std::string_view part : kOffice) {
    const auto known = by_app_.find(part);
    if (!is_office || known == by_app_.end()) continue;
    for (const App* const app : known->second) found.push_back(app->resource);
  }
  found.push_back(other(file, std::string(id), word.place()));
  return found;
}

std::vector<Name> Apps::all(SourceReading::File& file, NodeView word) {
  (void)other(file, std::string(kAnyOther), word.place());
  std::vector<Name> found;
  for (const App& app : apps_) {
    if (app.is_of_all) found.push_back(app.resource);
  }
  return found;
}

void Apps::add_told_apart() {
  const std::set<std::string> elsewhere = reading_.told_apart;
  const auto add_other = [&](const std::string& name) {
    if (!by_app_.contains(fold_ascii(name))) (void)other(reading_.files.front(), name, {});
  };
  std::ranges::for_each(elsewhere, add_other);
  if (reading_.between.is_told(kMissingPolicies)) add_other(std::string(kAnyOther));
}

Name Apps::other(SourceReading::File& file, const std::string& name, Place place) {
  const auto [known, is_new] = others_.emplace(name, nullptr);
  if (is_new) {
    reading_.told_apart.insert(name);
    known->second = &add(file, name, place);
    known->second->is_rest = name == kAnyOther;
    known->second->is_of_all = !name.starts_with("action ") && !name.starts_with("context ");
  }
  return known->second->resource;
}

}  // namespace accessdrift::entra
