#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/gates.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::google_iap {

using source::find_text;

void Gates::deny_unknown(SourceReading::File& file, const std::string& id, NodeView untold,
                         const Scope& scope) {
  if (scope.actions.empty()) return;
  PolicyDeclaration veto = policy(id, Effect::Deny, scope);
  veto.who = {anyone(untold.place())};
  const std::string unknown = attributes_.declare_unknown(file, untold.scalar(), untold.place());
  veto.when = ConditionText{unknown, untold.place(), 0, false, {}};
  if (scope.resource.is_none()) {
    boundaries_.emplace_back(&file, std::move(veto));
    return;
  }
  expect(file, untold.place());
  add_gate(veto.id, false);
  file.declarations.policies.push_back(std::move(veto));
}

void Gates::boundary(SourceReading::File& file, NodeView boundary) {
  const std::optional<NodeView> name = find_text(boundary, "name");
  if (!name || !is_new(*name)) return;
  Diagnostic& problem = source::warn(
      reading_, "unknown-boundary",
      "what `" + shortened(name->scalar()) + "` keeps people from is not read", name->span());
  problem.label = "it may take away anything that is allowed";
  problem.help =
      "gcloud iam principal-access-boundary-policies describe POLICY --organization=ORGANIZATION "
      "--location=global";
  PolicyDeclaration veto = policy(std::string(name->scalar()), Effect::Deny,
                                  {{}, {"access", "tunnel", "tunnel-group"}, name->place()});
  veto.who = {authenticated(name->place())};
  const std::string id(name->scalar().substr(name->scalar().rfind('/') + 1));
  const std::string unknown = attributes_.declare_unknown(
      file, "boundary " + id + ' ' + source::said_in(boundary), name->place());
  veto.when = ConditionText{unknown, name->place(), 0, false, {}};
  boundaries_.emplace_back(&file, std::move(veto));
}

void Gates::suppose(SourceReading::File& file, std::string_view what, const std::string& condition,
                    const std::vector<NamePlace>& where, Place place) {
  PolicyDeclaration veto = policy("google-iap: " + std::string(what), Effect::Deny,
                                  {{}, {"access", "tunnel", "tunnel-group"}, place});
  veto.who = {anyone(place)};
  veto.to = where;
  veto.when = ConditionText{condition, place, 0, false, {}};
  boundaries_.emplace_back(&file, std::move(veto));
}

std::vector<NamePlace> Gates::roots(Place place) const {
  std::vector<NamePlace> all;
  for (const SourceReading::File& file : reading_.files) {
    for (const ResourceDeclaration& resource : file.declarations.resources) {
      if (!resource.parent) all.push_back({resource.id, place});
    }
  }
  return all;
}

/// They deny wherever they stand: beside the bindings, too, unless something lets requests through
/// that are not asked about.
void Gates::write_boundaries() {
  const bool is_loose = bypasses_.empty() && bypasses_of_all_.empty();
  for (auto& [file, veto] : boundaries_) {
    if (veto.to.empty() || veto.to.front().name.is_none()) veto.to = roots(veto.key);
    if (veto.to.empty()) continue;
    if (!is_loose) add_gate(veto.id, false);
    file->declarations.policies.push_back(std::move(veto));
  }
  for (auto& [file, veto] : vetoes_of_all_) {
    veto.to = roots(veto.key);
    if (!veto.to.empty()) file->declarations.policies.push_back(std::move(veto));
  }
  for (auto& [file, bypass] : bypasses_of_all_) {
    bypass.to = roots(bypass.key);
    if (bypass.to.empty()) continue;
    bypasses_.push_back({bypass.id, false, place_});
    file->declarations.policies.push_back(std::move(bypass));
  }
}

}  // namespace accessdrift::google_iap
