#include <algorithm>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/entra/apps.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::entra {

using namespace source;

namespace {

/// Which service principals a side has that lacks some; and what they are, of any side.
constexpr std::string_view kHas = "service principals before further pages";
constexpr std::string_view kApps = "service principals";
/// What another side tells of an app may be told on a page that is not here, on both sides; or
/// anything, or that nobody gets in.
constexpr std::string_view kAppsRepeated = "unknown.repeated_by_apps_on_further_pages_of_entra";
constexpr std::string_view kAppsAdded = "unknown.added_by_apps_on_further_pages_of_entra";
constexpr std::string_view kAppsDisabled = "unknown.disabled_on_further_pages_of_entra";

}  // namespace

void Apps::tell_cut(Span said) {
  missing_apps_ = said;
  BetweenSides::Items here;
  for (const App& app : apps_) here.insert({app.object});
  reading_.between.tell_all(kHas, source::side_of(reading_), here);
}

void Apps::note_told_elsewhere() {
  if (!reading_.between.does_some_side_tell_all(kHas)) return;
  for (const App& app : apps_) {
    BetweenSides::Item told = {app.object, app.application, app.title};
    for (const Role& role : app.roles) {
      if (role.is_of_users) told.insert(told.end(), {role.id, role.name});
    }
    reading_.between.tell(kApps, std::move(told));
  }
  if (missing_apps_.is_known()) suppose_apps();
}

void Apps::suppose_apps() {
  SourceReading::File& file = file_of(missing_apps_);
  const Place place = missing_apps_.place;
  for (const BetweenSides::Item& parts : reading_.between.told(kApps)) {
    if (by_object_.contains(parts[0])) continue;
    App& app = apps_.emplace_back();
    app.file = &file;
    app.key = place;
    app.object = parts[0];
    app.application = parts[1];
    app.title = parts[2];
    app.is_supposed = true;
    for (std::size_t i = 3; i + 1 < parts.size(); i += 2)
      app.roles.push_back({parts[i], parts[i + 1], true, false, place});
    register_app(app);
  }
}

SourceReading::File& Apps::file_of(Span said) {
  const auto found = std::ranges::find_if(
      reading_.files, [&](const auto& one) { return one.document.text.get() == said.text; });
  return found == reading_.files.end() ? reading_.files.front() : *found;
}

bool Apps::is_lacking_elsewhere(const App& app) const {
  return reading_.between.does_some_side_lack(kHas, {app.object});
}

void Apps::declare_missing() {
  std::vector<NamePlace> repeated;
  std::vector<NamePlace> added;
  std::vector<NamePlace> disabled;
  const Place place = missing_apps_.place;
  for (const App& app : apps_) {
    const NamePlace resource{app.resource, place};
    const bool is_told = app.service || app.is_supposed;
    if (is_told && is_lacking_elsewhere(app)) repeated.push_back(resource);
    if (app.is_supposed) added.push_back(resource);
    const bool may_be_there = !app.service && app.is_of_all && !app.is_rest;
    if (missing_apps_.is_known() && may_be_there) disabled.push_back(resource);
  }
  suppose(kAppsRepeated, Effect::Allow, std::string(kAppsRepeated), repeated);
  suppose(kAppsAdded, Effect::Allow, std::string(kAppsAdded), added);
  if (!disabled.empty()) declare_unknown(kAppsRepeated);
  suppose(kAppsDisabled, Effect::Deny,
          std::string(kAppsDisabled) + " && !" + std::string(kAppsRepeated), disabled);
}

void Apps::declare_unknown(std::string_view name) {
  declare_attribute(reading_, file_of(missing_apps_), name, {TypeKind::Bool, {}, true, true},
                    missing_apps_.place);
}

void Apps::suppose(std::string_view unknown, Effect effect, std::string when,
                   const std::vector<NamePlace>& where) {
  constexpr std::string_view kUnknown = "unknown.";
  if (where.empty()) return;
  const Place place = missing_apps_.place;
  declare_unknown(unknown);
  std::string name(unknown.substr(kUnknown.size()));
  std::ranges::replace(name, '_', ' ');
  PolicyDeclaration policy;
  policy.id = reading_.names.intern("entra: " + name);
  policy.key = policy.effect_place = policy.to_place = policy.body = place;
  policy.is_implied = true;
  policy.effect = effect;
  const bool is_allow = effect == Effect::Allow;
  policy.who.push_back({reading_.names.intern(is_allow ? "authenticated" : "anyone"),
                        is_allow ? MentionKind::Authenticated : MentionKind::Anyone, false, place});
  policy.to = where;
  policy.when = ConditionText{std::move(when), place, 0, false, {}};
  if (is_allow) policies_.push_back(policy.id);
  file_of(missing_apps_).declarations.policies.push_back(std::move(policy));
}

}  // namespace accessdrift::entra
