#include <algorithm>
#include <string>
#include <utility>

#include "accessdrift/base/digest.h"
#include "accessdrift/base/text.h"
#include "accessdrift/format/entra/apps.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::entra {

using namespace source;

namespace {

/// Told apart if a side lacks service principals, with which it has; and what another one has.
constexpr std::string_view kLacksApps = "(apps on further pages)\x1f";
constexpr std::string_view kApp = "(app)\x1f";
constexpr char kTells = '\x1f';
constexpr std::size_t kSideDigits = 16;
/// What another side tells of an app may be told on a page that is not here, on both sides; or
/// anything, or that nobody gets in.
constexpr std::string_view kAppsRepeated = "unknown.repeated_by_apps_on_further_pages_of_entra";
constexpr std::string_view kAppsAdded = "unknown.added_by_apps_on_further_pages_of_entra";
constexpr std::string_view kAppsDisabled = "unknown.disabled_on_further_pages_of_entra";

std::vector<std::string> parts_told_in(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == kTells) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace

bool Apps::is_no_app(std::string_view told_apart) {
  return told_apart.find(kTells) != std::string_view::npos;
}

void Apps::tell_cut(Span said) {
  missing_apps_ = said;
  Digest digest;
  for (const App& app : apps_) digest.add(app.object + kTells);
  const std::string side = std::string(kLacksApps) + digest.hex(kSideDigits) + kTells;
  reading_.told_apart.insert(side);
  for (const App& app : apps_) reading_.told_apart.insert(side + app.object);
}

void Apps::note_told_elsewhere() {
  const auto lacks = reading_.told_apart.lower_bound(std::string(kLacksApps));
  if (lacks == reading_.told_apart.end() || !lacks->starts_with(kLacksApps)) return;
  for (const App& app : apps_) {
    std::string told(kApp);
    ((told += app.object) += kTells) += app.application;
    (told += kTells) += app.title;
    for (const Role& role : app.roles) {
      if (role.is_of_users) ((told += kTells) += role.id) += kTells + role.name;
    }
    reading_.told_apart.insert(std::move(told));
  }
  if (missing_apps_.is_known()) suppose_apps();
}

void Apps::suppose_apps() {
  SourceReading::File& file = file_of(missing_apps_);
  const Place place = missing_apps_.place;
  for (const std::string& text : reading_.told_apart) {
    if (!text.starts_with(kApp)) continue;
    const std::vector<std::string> parts =
        parts_told_in(std::string_view(text).substr(kApp.size()));
    if (parts.size() < 3 || by_object_.contains(parts[0])) continue;
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
  const std::set<std::string>& apart = reading_.told_apart;
  for (auto side = apart.lower_bound(std::string(kLacksApps));
       side != apart.end() && side->starts_with(kLacksApps); ++side) {
    const bool is_side = side->find(kTells, kLacksApps.size()) + 1 == side->size();
    if (is_side && !apart.contains(*side + app.object)) return true;
  }
  return false;
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
