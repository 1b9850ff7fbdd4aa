#include "accessdrift/report/report_finding.h"

#include <algorithm>
#include <utility>

#include "accessdrift/drift/finding_digest.h"
#include "accessdrift/drift/public_exposure.h"
#include "accessdrift/drift/worlds.h"

namespace accessdrift {
namespace {

/// By URL all methods of all actions.
bool has_no_other_action(const Engine& engine, const SideNames& resource, const Finding& finding,
                         const Comparison& comparison) {
  const Name name = resource.on(engine.side());
  if (name.is_none()) return false;
  const ResourceIndex index = comparison.resource(name, engine.side());
  const bool are_whole = std::ranges::all_of(finding.actions, [](const AskedAction& action) {
    return action.methods.size() == action.of_methods &&
           (action.methods.empty() || action.names.before == action.names.after);
  });
  return are_whole && !index.is_none() &&
         engine.snapshot().resource_actions[index.index()]->names.size() == finding.actions.size();
}

std::vector<std::string> texts_of(const SideNames& names, const Snapshot& texts) {
  std::vector<std::string> all;
  for (const Name name : {names.before, names.after}) {
    if (name.is_none()) continue;
    if (all.empty() || all.front() != texts.text(name)) all.emplace_back(texts.text(name));
  }
  return all;
}

OwnersText owners_text(const SideNames& owners, const Snapshot& texts) {
  const auto text = [&](Name name) { return std::string(name.is_none() ? "" : texts.text(name)); };
  return {text(owners.before), text(owners.after)};
}

std::vector<UrlText> urls_of(const Finding& finding, const Comparison& comparison) {
  std::vector<UrlText> urls;
  for (const SideNames& resource : finding.resources) {
    const std::string id = text_of(*comparison.after, resource);
    for (std::string& pattern : comparison.urls->patterns(comparison.owners(resource)))
      urls.push_back({std::move(pattern), id});
  }
  std::ranges::sort(urls);
  return urls;
}

void set_label(LabelledSet& set, Label label) {
  if (label.parts.empty()) return;
  for (Label::Part& part : label.parts) set.parts.push_back({std::move(part.name), part.count});
  set.rest = std::move(label.rest);
}

}  // namespace

FindingMaker::FindingMaker(Comparison& comparison, EffectTimes takes_effect, bool has_labels)
    : comparison_(comparison),
      takes_effect_(std::move(takes_effect)),
      has_labels_(has_labels),
      words_before_(*comparison.universe, *comparison.before, comparison.after.get()),
      words_after_(*comparison.universe, *comparison.after, comparison.before.get()),
      labels_before_(*comparison.engine_before, comparison.renamed),
      labels_after_(*comparison.engine_after, comparison.renamed) {}

ReportFinding FindingMaker::of(const Finding& finding) {
  ReportFinding made = outline(finding);
  tell(finding, made);
  return made;
}

void FindingMaker::tell(const Finding& finding, ReportFinding& made) {
  add_answers(finding, made);
  if (!finding.is_limited) {
    comparison_.universe->diagrams().start_target();
    made.unknowns = unknowns_of(finding.before, finding.after, *comparison_.universe);
    made.worlds = words_after_.of(
        comparison_.universe->diagrams().intersect(finding.worlds, comparison_.universe->care()));
  }
  made.digest = digest_of(
      finding, {made.identities.ids, made.resources.ids, texts_of(made.actions)}, comparison_);
}

ReportFinding FindingMaker::outline(const Finding& finding) {
  ReportFinding made;
  made.kind = finding.kind;
  made.certainty = finding.certainty;
  const bool gives = relevant_side(finding.kind) == SideOf::After;
  const Engine& engine = gives ? *comparison_.engine_after : *comparison_.engine_before;
  Labels& labels = gives ? labels_after_ : labels_before_;
  made.identities = identities(finding, labels);
  const IdentitySet people = engine.active() & comparison_.population->people();
  made.identities.is_everybody = !people.is_empty() && people.is_subset_of(finding.identities);
  made.is_public = is_public_exposure(finding, comparison_);
  made.resources = resources(finding, labels);
  for (const AskedAction& action : finding.actions)
    made.actions.push_back(
        {text_of(*comparison_.after, action), texts_of(action.names, *comparison_.after)});
  made.is_every_action = std::ranges::all_of(finding.resources, [&](const SideNames& resource) {
    return has_no_other_action(engine, resource, finding, comparison_);
  });
  if (finding.resources.front().before != finding.resources.front().after)
    made.owners = owners_text(finding.resources.front(), *comparison_.after);
  if (finding.is_by_url()) made.urls = urls_of(finding, comparison_);
  made.takes_effect = accessdrift::takes_effect(finding, comparison_, takes_effect_);
  return made;
}

LabelledSet FindingMaker::identities(const Finding& finding, Labels& labels) const {
  LabelledSet set;
  set.ids = labels.ids_of(finding.identities);
  if (has_labels_) set_label(set, labels.of_identities(finding.identities));
  return set;
}

LabelledSet FindingMaker::resources(const Finding& finding, const Labels& labels) const {
  LabelledSet set;
  std::vector<Name> names;
  TextList::Texts ids;
  for (const SideNames& resource : finding.resources) {
    ids.push_back(text_of(*comparison_.after, resource));
    if (resource.before == resource.after) names.push_back(resource.after);
  }
  std::ranges::sort(ids);
  set.ids = std::move(ids);
  const bool has_label = has_labels_ && names.size() == set.ids.size();
  if (has_label) set_label(set, labels.of_resources(names));
  return set;
}

void FindingMaker::add_answers(const Finding& finding, ReportFinding& made) {
  if (finding.is_limited) {
    made.before = made.after = made.gained = made.lost = unknown_answer();
    return;
  }
  Diagrams& diagrams = comparison_.universe->diagrams();
  diagrams.start_target();
  const Region gained = diagrams.subtract(finding.after, finding.before);
  const Region lost = diagrams.subtract(finding.before, finding.after);
  made.before = words_before_.of(finding.before, finding.care);
  made.after = words_after_.of(finding.after, finding.care);
  made.gained = words_after_.of(gained, finding.care);
  made.lost = words_before_.of(lost, finding.care);
}

}  // namespace accessdrift
