#include <utility>

#include "accessdrift/format/google_iap/gates.h"
#include "accessdrift/format/google_iap/reauthentication.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::find_text;
using source::is_true;

std::optional<NodeView> within(const std::optional<NodeView>& value, std::string_view key) {
  return value ? find(*value, key) : std::nullopt;
}

/// What stands for what a plan does not tell of a setting.
std::optional<NodeView> untold_in(const std::optional<NodeView>& value) {
  return value ? find_text(*value, "untold") : std::nullopt;
}

/// A part of a value, or all of it where some of it is not told.
std::optional<NodeView> part_of(const std::optional<NodeView>& value, std::string_view key) {
  return untold_in(value) ? value : within(value, key);
}

/// What tells an unknown of this setting from others.
std::string said_of(NodeView value, std::string_view name) {
  if (const auto untold = untold_in(value)) return std::string(untold->scalar());
  return std::string(name) + ' ' + source::said_in(value);
}

/// A list with something in it.
bool has_any(const std::optional<NodeView>& list) {
  return untold_in(list) || (list && list->is_sequence() && !list->is_empty_collection());
}

}  // namespace

void Gates::settings(SourceReading::File& file, NodeView settings) {
  const std::optional<NodeView> access = find(settings, "accessSettings");
  const std::optional<NodeView> name = find_text(settings, "name");
  if (!access) return;
  // Of all that is not told, clients of programs, too.
  const std::optional<NodeView> programs =
      untold_in(access) ? access : part_of(find(*access, "oauthSettings"), "programmaticClients");
  if (const std::optional<NodeView> untold = find_text(settings, "untold")) {
    if (programs) programs_.note(file, {}, *programs, true);
    const bool may_add = untold_in(access) || untold_in(find(*access, "corsSettings")) ||
                         is_true(within(find(*access, "corsSettings"), "allowHttpOptions")) ||
                         find(*access, "gcipSettings").has_value();
    return settings_untold(file, *untold, {}, may_add);
  }
  if (!name) {
    source::report(reading_, "missing-key", "these settings do not say of what they are",
                   settings.span())
        .label = "expected a `name` like projects/7/iap_web";
    return;
  }
  expect(file, name->place());
  const Name resource = resources_.declare(file, name->scalar(), name->place());
  if (resource.is_none() || !is_new(*name)) return;
  if (programs) programs_.note(file, resource, *programs, untold_in(access).has_value());
  if (const std::optional<NodeView> untold = untold_in(access))
    return settings_untold(file, *untold, resource, true);
  settings_.push_back({&file,
                       {resource, {"access"}, access->place()},
                       find(*access, "allowedDomainsSettings"),
                       part_of(find(*access, "corsSettings"), "allowHttpOptions"),
                       find(*access, "reauthSettings"),
                       part_of(find(*access, "gcipSettings"), "tenantIds"),
                       part_of(find(*access, "workforceIdentitySettings"), "workforcePools"),
                       find(*access, "identitySources")});
}

/// They may keep out anybody; `may_add`: and let in whom bindings do not name.
void Gates::settings_untold(SourceReading::File& file, NodeView untold, Name resource,
                            bool may_add) {
  const std::string id(untold.scalar());
  const Scope scope{resource, {"access"}, untold.place()};
  expect(file, untold.place());
  // In no set: other settings let nobody through then.
  PolicyDeclaration veto = policy(id, Effect::Deny, scope);
  veto.who = {anyone(untold.place())};
  veto.when = ConditionText{
      attributes_.declare_unknown(file, id, untold.place()), untold.place(), 0, false, {}};
  if (resource.is_none()) {
    vetoes_of_all_.emplace_back(&file, std::move(veto));
  } else {
    file.declarations.policies.push_back(std::move(veto));
  }
  if (!may_add) return;
  PolicyDeclaration bypass = policy(id + " people", Effect::Allow, scope);
  bypass.who = {anyone(untold.place())};
  bypass.when = ConditionText{attributes_.declare_unknown(file, "people of " + id, untold.place()),
                              untold.place(),
                              0,
                              false,
                              {}};
  if (resource.is_none()) {
    bypasses_of_all_.emplace_back(&file, std::move(bypass));
    return;
  }
  bypasses_.push_back({bypass.id, false, place_});
  file.declarations.policies.push_back(std::move(bypass));
}

/// The nearest that tells something counts, so what is told further down is taken out.
void Gates::write_settings() {
  for (const SourceReading::File& file : reading_.files) {
    for (const ResourceDeclaration& resource : file.declarations.resources)
      parents_.emplace(resource.id, resource.parent ? resource.parent->name : Name{});
  }
  for (const Setting& setting : settings_) write_setting(setting);
  programs_.write(parents_);
}

void Gates::write_setting(const Setting& setting) {
  const auto enable = within(setting.domains, "enable");
  if (is_true(enable) || (untold_in(setting.domains) && !enable)) allowed_domains(setting);
  if (is_true(setting.options)) options(setting);
  if (const auto untold = untold_in(setting.options)) options_untold(setting, untold->scalar());
  if (setting.reauth) reauthentication(setting);
  if (has_any(setting.tenants)) identities(setting, &Setting::tenants, "gcipSettings", true);
  if (has_any(setting.pools))
    identities(setting, &Setting::pools, "workforceIdentitySettings", false);
  if (has_any(setting.sources)) identities(setting, &Setting::sources, "identitySources", false);
}

bool Gates::is_below(Name resource, Name above) const {
  std::size_t steps = 0;
  for (auto at = parents_.find(resource); at != parents_.end(); at = parents_.find(at->second)) {
    if (at->second == above) return true;
    if (++steps > parents_.size()) return false;
  }
  return false;
}

void Gates::leave_to_below(const Setting& setting, Part what, const PolicyDeclaration& above,
                           Effect effect, SetDeclaration& all) {
  for (const Setting& other : settings_) {
    if (!(other.*what) || !is_below(other.scope.resource, setting.scope.resource)) continue;
    const Place place = (other.*what)->place();
    const std::string id = std::string(reading_.names.text(above.id)) + " but for " +
                           std::string(reading_.names.text(other.scope.resource));
    PolicyDeclaration left = policy(id, effect, {other.scope.resource, {"access"}, place});
    left.who = {anyone(place)};
    if (effect == Effect::Deny && above.when)
      left.when = ConditionText{above.when->text, place, 0, false, {}};
    all.members.push_back({left.id, false, place_});
    other.file->declarations.policies.push_back(std::move(left));
  }
}

Mention Gates::authenticated(Place place) {
  Mention mention = anyone(place);
  mention.kind = MentionKind::Authenticated;
  return mention;
}

Mention Gates::anyone(Place place) {
  Mention mention;
  mention.kind = MentionKind::Anyone;
  mention.place = place;
  return mention;
}

void Gates::allowed_domains(const Setting& setting) {
  const std::string id =
      std::string(reading_.names.text(setting.scope.resource)) + " allowedDomains";
  PolicyDeclaration gate = policy(id, Effect::Allow, setting.scope);
  gate.is_gate_of_domains = true;
  each_item(*setting.domains, "domains", [&](NodeView domain) {
    if (domain.kind() != NodeKind::String) return;
    Mention mention;
    mention.kind = MentionKind::Domain;
    mention.id = source::intern_folded(reading_, domain.scalar());
    mention.place = domain.place();
    gate.who.push_back(mention);
  });
  SetDeclaration all = set(id, Combine::DenyOverrides);
  all.members.push_back({gate.id, false, place_});
  if (const std::optional<NodeView> untold = untold_in(setting.domains)) {
    PolicyDeclaration others =
        policy(id + " as far as it is not known", Effect::Allow, setting.scope);
    others.who = {anyone(untold->place())};
    others.when =
        ConditionText{attributes_.declare_unknown(*setting.file, untold->scalar(), untold->place()),
                      untold->place(),
                      0,
                      false,
                      {}};
    all.members.push_back({others.id, false, place_});
    setting.file->declarations.policies.push_back(std::move(others));
  }
  leave_to_below(setting, &Setting::domains, gate, Effect::Allow, all);
  setting.file->declarations.policies.push_back(std::move(gate));
  add_gate(all.id, true);
  file_->declarations.sets.push_back(std::move(all));
}

void Gates::options(const Setting& setting) {
  const std::string id =
      std::string(reading_.names.text(setting.scope.resource)) + " allowHttpOptions";
  const Place place = setting.options->place();
  source::remark(*setting.file, "GCP13", Severity::Note,
                 "requests with OPTIONS pass IAP without a sign-in", place)
      .label = "what answers them must not need one";
  const ConditionText when{"iap.method == \"OPTIONS\"", place, 0, false, {}};
  PolicyDeclaration bypass = policy(id, Effect::Allow, setting.scope);
  bypass.who = {anyone(place)};
  bypass.when = when;
  add_bypass(setting, &Setting::options, std::move(bypass));
}

void Gates::options_untold(const Setting& setting, std::string_view untold) {
  const Place place = setting.options->place();
  PolicyDeclaration bypass =
      policy(std::string(reading_.names.text(setting.scope.resource)) + " allowHttpOptions",
             Effect::Allow, setting.scope);
  bypass.who = {anyone(place)};
  const std::string unknown = attributes_.declare_unknown(*setting.file, untold, place);
  bypass.when = ConditionText{unknown + " && iap.method == \"OPTIONS\"", place, 0, false, {}};
  add_bypass(setting, &Setting::options, std::move(bypass));
}

void Gates::add_bypass(const Setting& setting, Part what, PolicyDeclaration bypass) {
  SetDeclaration all = set(reading_.names.text(bypass.id), Combine::DenyOverrides);
  all.members.push_back({bypass.id, false, place_});
  leave_to_below(setting, what, bypass, Effect::Deny, all);
  setting.file->declarations.policies.push_back(std::move(bypass));
  bypasses_.push_back({all.id, true, place_});
  file_->declarations.sets.push_back(std::move(all));
}

void Gates::add_veto(const Setting& setting, Part what, PolicyDeclaration veto,
                     bool is_for_all_below) {
  SetDeclaration all = set(reading_.names.text(veto.id), Combine::FirstApplicable);
  if (!is_for_all_below) leave_to_below(setting, what, veto, Effect::Allow, all);
  const Name id = veto.id;
  setting.file->declarations.policies.push_back(std::move(veto));
  if (all.members.empty()) return add_gate(id, false);
  all.members.push_back({id, false, place_});
  add_gate(all.id, true);
  file_->declarations.sets.push_back(std::move(all));
}

/// The nearest that is a default counts, and every minimum above: so the stricter of them does.
void Gates::reauthentication(const Setting& setting) {
  const NodeView told = *setting.reauth;
  const bool is_told = !untold_in(told);
  // Whichever it is: it may hold for all below.
  const Reauthentication asked =
      is_told ? read_reauthentication(reading_, told) : Reauthentication{true, false, {}};
  if (asked.is_disabled) return;
  const std::string id =
      std::string(reading_.names.text(setting.scope.resource)) + " reauthSettings";
  PolicyDeclaration veto =
      policy(id, Effect::Deny, {setting.scope.resource, {"access"}, told.place()});
  veto.who = {authenticated(told.place())};
  veto.on_error = OnError::Apply;
  veto.on_error_place = told.place();
  const std::string words =
      asked.words ? "!(" + *asked.words + ')'
                  : attributes_.unknown_condition(
                        *setting.file, "how somebody has to sign in again cannot be read",
                        said_of(told, "reauthSettings"), told.place());
  veto.when = ConditionText{words, told.place(), 0, false, {}};
  add_veto(setting, &Setting::reauth, std::move(veto), asked.is_minimum);
}

void Gates::identities(const Setting& setting, Part what, std::string_view name, bool may_add) {
  const NodeView told = *(setting.*what);
  const std::string id =
      std::string(reading_.names.text(setting.scope.resource)) + ' ' + std::string(name);
  const Scope scope{setting.scope.resource, {"access"}, told.place()};
  const std::string said = said_of(told, name);
  PolicyDeclaration veto = policy(id, Effect::Deny, scope);
  veto.who = {authenticated(told.place())};
  const std::string refuses = attributes_.unknown_condition(
      *setting.file, "who signs in by `" + std::string(name) + "` is not known", said,
      told.place());
  veto.when = ConditionText{refuses, told.place(), 0, false, {}};
  add_veto(setting, what, std::move(veto), false);
  if (!may_add) return;
  PolicyDeclaration bypass = policy(id + " people", Effect::Allow, scope);
  bypass.who = {authenticated(told.place())};
  bypass.when =
      ConditionText{attributes_.declare_unknown(*setting.file, "people of " + said, told.place()),
                    told.place(),
                    0,
                    false,
                    {}};
  add_bypass(setting, what, std::move(bypass));
}

}  // namespace accessdrift::google_iap
