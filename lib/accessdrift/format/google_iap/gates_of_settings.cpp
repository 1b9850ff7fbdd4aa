#include <utility>

#include "accessdrift/format/google_iap/gates.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::find_text;
using source::is_true;

std::optional<NodeView> within(const std::optional<NodeView>& value, std::string_view key) {
  return value ? find(*value, key) : std::nullopt;
}

}  // namespace

void Gates::settings(SourceReading::File& file, NodeView settings) {
  const std::optional<NodeView> access = find(settings, "accessSettings");
  const std::optional<NodeView> name = find_text(settings, "name");
  if (!access) return;
  if (!name) {
    source::report(reading_, "missing-key", "these settings do not say of what they are",
                   settings.span())
        .label = "expected a `name` like projects/7/iap_web";
    return;
  }
  note(file, name->place());
  const Name resource = resources_.declare(file, name->scalar(), name->place());
  if (resource.is_none() || !is_new(*name)) return;
  settings_.push_back({&file,
                       {resource, {"access"}, access->place()},
                       find(*access, "allowedDomainsSettings"),
                       within(find(*access, "corsSettings"), "allowHttpOptions")});
}

/// The nearest that tells something counts, so what is told further down is taken out.
void Gates::write_settings() {
  for (const SourceReading::File& file : reading_.files) {
    for (const ResourceDeclaration& resource : file.declarations.resources)
      parents_.emplace(resource.id, resource.parent ? resource.parent->name : Name{});
  }
  for (const Setting& setting : settings_) {
    if (is_true(within(setting.domains, "enable"))) allowed_domains(setting);
    if (is_true(setting.options)) options(setting);
  }
}

bool Gates::is_below(Name resource, Name above) const {
  std::size_t steps = 0;
  for (auto at = parents_.find(resource); at != parents_.end(); at = parents_.find(at->second)) {
    if (at->second == above) return true;
    if (++steps > parents_.size()) return false;
  }
  return false;
}

void Gates::leave_to_below(const Setting& setting, std::optional<NodeView> Setting::*what,
                           const PolicyDeclaration& above, Effect effect, SetDeclaration& all) {
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
  leave_to_below(setting, &Setting::domains, gate, Effect::Allow, all);
  setting.file->declarations.policies.push_back(std::move(gate));
  add_gate(all.id, true);
  file_->declarations.sets.push_back(std::move(all));
}

void Gates::options(const Setting& setting) {
  const std::string id =
      std::string(reading_.names.text(setting.scope.resource)) + " allowHttpOptions";
  const Place place = setting.options->place();
  const ConditionText when{"iap.method == \"OPTIONS\"", place, 0, false, {}};
  PolicyDeclaration bypass = policy(id, Effect::Allow, setting.scope);
  bypass.who = {anyone(place)};
  bypass.when = when;
  SetDeclaration all = set(id, Combine::DenyOverrides);
  all.members.push_back({bypass.id, false, place_});
  leave_to_below(setting, &Setting::options, bypass, Effect::Deny, all);
  setting.file->declarations.policies.push_back(std::move(bypass));
  bypasses_.push_back({all.id, true, place_});
  file_->declarations.sets.push_back(std::move(all));
}

}  // namespace accessdrift::google_iap
