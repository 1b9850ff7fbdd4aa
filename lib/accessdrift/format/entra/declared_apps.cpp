#include <optional>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/entra/apps.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::entra {

using namespace source;

void Apps::note_missing_policies(Span said) {
  missing_policies_ = said;
  reading_.between.tell(kMissingPolicies);
}

/// On both sides: what a page would tell that only one side lacks may be what the other one tells.
void Apps::suppose_policies() {
  if (!reading_.between.is_told(kMissingPolicies)) return;
  SourceReading::File& file = file_of(missing_policies_);
  const Place place = missing_policies_.place;
  constexpr std::string_view kUnknown = "unknown.policies_on_further_pages_of_entra";
  source::declare_attribute(reading_, file, kUnknown, {TypeKind::Bool, {}, true, true}, place);
  PolicyDeclaration policy;
  policy.id = reading_.names.intern("entra: policies on further pages");
  policy.key = policy.effect_place = policy.to_place = policy.body = place;
  policy.effect = Effect::Deny;
  policy.who.push_back({reading_.names.intern("anyone"), MentionKind::Anyone, false, place});
  for (const App& app : apps_) policy.to.push_back({app.resource, place});
  policy.when = ConditionText{std::string(kUnknown), place, 0, false, {}};
  file.declarations.policies.push_back(std::move(policy));
}

std::vector<Name> Apps::finish() {
  for (App& app : apps_) declare(app);
  suppose_policies();
  declare_missing();
  assigned_.finish();
  return std::move(policies_);
}

void Apps::declare(App& app) {
  ResourceDeclaration resource;
  resource.id = app.resource;
  const bool has_id = app.is_supposed || (app.service && find_text(*app.service, "id"));
  if (has_id) resource.uid = reading_.names.intern(app.object);
  resource.key = app.key;
  resource.body = app.service ? app.service->place() : app.key;
  resource.actions.emplace().push_back({reading_.names.intern(kAccess), app.key});
  const std::optional<bool> is_required =
      app.service ? truth(*app.service, "appRoleAssignmentRequired") : std::nullopt;
  // What policies speak of and nobody is assigned to is open to everybody as far as they go.
  const bool is_told = app.service || app.is_supposed;
  const bool is_of_everybody = is_told ? app.service && is_required != true : !app.is_assigned;
  open_unread(app, is_of_everybody);
  if (is_of_everybody) add_everybody(app);
  allow(app, "users", app.key, group_of(app, {}), {kAccess});
  for (const Role& role : app.roles) {
    if (!role.is_of_users && !role.is_assigned) continue;
    resource.actions->push_back({reading_.names.intern(role.name), role.place});
    allow(app, role.name, role.place, group_of(app, role.name), {role.name, kAccess});
  }
  app.file->declarations.resources.push_back(std::move(resource));
  if (!app.service || truth(*app.service, "accountEnabled") != false) return;
  const Place place = find(*app.service, "accountEnabled")->place();
  deny(app, place);
}

void Apps::add_everybody(App& app) {
  const std::optional<NodeView> said =
      app.service ? find(*app.service, "appRoleAssignmentRequired") : std::nullopt;
  const Name group = group_of(app, {});
  GroupLists::Part& part = *assigned_.groups().at(group).front();
  const bool is_there = said && part.file == app.file;
  part.add(people_.all_of(UserKind::Any), MentionKind::Group,
           is_there ? said->place() : part.declared.key);
}

/// Outside of what says who is assigned, so that it is one edit.
void Apps::deny(App& app, Place place) {
  PolicyDeclaration policy;
  policy.id = reading_.names.intern(app.id + ": disabled");
  policy.key = policy.effect_place = policy.to_place = policy.body = place;
  policy.effect = Effect::Deny;
  policy.who.push_back({reading_.names.intern("anyone"), MentionKind::Anyone, false, place});
  policy.to.push_back({app.resource, place});
  app.file->declarations.policies.push_back(std::move(policy));
}

/// Whether who is assigned is here, or whether nobody has to be.
bool Apps::tells_assigned(const App& app) const {
  const bool is_whole = !app.is_cut && !are_all_cut_;
  const bool is_assigned = app.is_told || are_all_told_ || (app.is_assigned && is_whole);
  return app.is_supposed || (app.service ? is_assigned : !app.is_assigned);
}

/// Groups of who is assigned, where nothing tells of it.
void Apps::open_unread(App& app, bool is_of_everybody) {
  const bool is_told = tells_assigned(app);
  const auto complete = [&](std::string_view role, Place place, bool is_known) {
    const Name group = group_of(app, role);
    if (!assigned_.has(group)) (void)assigned_.part_of(*app.file, group, place, place);
    if (is_known) return;
    tell_unread(app);
    GroupLists::Part& first = *assigned_.groups().at(group).front();
    source::open(first.declared, first.file == app.file ? place : first.declared.key);
  };
  complete({}, app.key, is_told || is_of_everybody);
  for (const Role& role : app.roles) {
    if (role.is_of_users || role.is_assigned) complete(role.name, role.place, is_told);
  }
}

void Apps::tell_unread(const App& app) {
  if (std::exchange(told_unread_, true)) return;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           app.service ? "who is assigned to `" + shortened(app.id) + "` is not here"
                       : "whether `" + shortened(app.id) + "` requires an assignment is not here",
           {app.file->document.text.get(), app.key});
  problem.label = "so of this app, and of others like it, it is not known";
  problem.help = app.service ? "export `GET /v1.0/servicePrincipals/{id}/appRoleAssignedTo` of it"
                             : "export `GET /v1.0/servicePrincipals`, too";
}

void Apps::allow(App& app, std::string_view what, Place key, Name group,
                 const std::vector<std::string_view>& actions) {
  PolicyDeclaration policy;
  policy.id = reading_.names.intern(app.id + ": " + std::string(what));
  policy.key = policy.effect_place = policy.to_place = policy.body = key;
  policy.is_implied = true;
  policy.who.push_back({group, MentionKind::Group, false, key});
  policy.to.push_back({app.resource, key});
  for (const std::string_view action : actions) {
    if (!policy.actions) policy.actions.emplace();
    policy.actions->push_back({reading_.names.intern(action), key});
  }
  policies_.push_back(policy.id);
  app.file->declarations.policies.push_back(std::move(policy));
}

}  // namespace accessdrift::entra
