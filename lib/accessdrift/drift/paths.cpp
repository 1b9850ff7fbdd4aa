#include "accessdrift/drift/paths.h"

#include <algorithm>
#include <utility>

#include "accessdrift/interpreter/route.h"
#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

SideOf other(SideOf side) { return side == SideOf::Before ? SideOf::After : SideOf::Before; }

bool is_below(const Snapshot& snapshot, ResourceIndex resource, ResourceIndex above) {
  while (!resource.is_none() && resource != above) resource = snapshot.parents[resource.index()];
  return !resource.is_none();
}

/// Whom it names and what it reaches are steps of the path.
bool is_about_itself(const FactKey& key) {
  return key.thing == Thing::Policy && !key.field.empty() && key.field != "who" &&
         key.field != "to";
}

bool has_edited(const std::vector<Stop>& stops) {
  return std::ranges::any_of(stops, &Stop::is_changed);
}

/// What stands between the identity and the policy, if that does not name it by its id.
std::optional<Stop> class_of(const Mention& mention, const Snapshot& snapshot,
                             std::string_view identity) {
  switch (mention.kind) {
    case MentionKind::Domain:
      return Stop{Stop::Kind::Domain, std::string(snapshot.text(mention.id))};
    case MentionKind::Authenticated:
      return Stop{Stop::Kind::Class, "authenticated"};
    case MentionKind::Anyone:
      return Stop{Stop::Kind::Class, "anyone"};
    case MentionKind::Anonymous:
      if (identity == kAnonymous) return std::nullopt;
      return Stop{Stop::Kind::Class, "anonymous"};
    case MentionKind::Claimant:
    case MentionKind::User:
    case MentionKind::Client:
    case MentionKind::Group:
      break;
  }
  return std::nullopt;
}

/// Whether who can sign in there, or cannot, belongs to the class.
bool is_in_class(const Mention& mention, bool is_signed_in) {
  if (mention.kind == MentionKind::Anyone) return true;
  return mention.kind == MentionKind::Anonymous ? !is_signed_in : is_signed_in;
}

}  // namespace

Paths::Paths(const Comparison& comparison, const WitnessCheck& check)
    : comparison_(comparison), check_(check) {
  for (const Edit& edit : comparison.edits) {
    if (is_about_itself(edit.key)) changed_policies_.insert(edit.key.id);
  }
}

std::vector<PairPath> Paths::of(const Finding& finding, const Witness& witness) {
  std::vector<PairPath> paths;
  const auto add = [&](const Witness& asked) {
    PairPath path = path_of(asked);
    if (path.before.allows == witness.before_allows && path.after.allows == witness.after_allows)
      paths.push_back(std::move(path));
  };
  add(witness);
  const auto add_other = [&](const Witness& asked) {
    are_cut_ = are_cut_ || other_pairs_ == kOtherPairs;
    if (are_cut_) return;
    ++other_pairs_;
    add(asked);
  };
  for (const std::uint32_t number : finding.identities.numbers()) {
    if (are_cut_) return paths;
    Witness asked = witness;
    asked.identity = IdentityIndex{number};
    if (asked.identity != witness.identity) add_other(asked);
  }
  if (witness.by_url) return paths;  // each of its resources is asked for by another
  for (const SideNames& resource : finding.resources) {
    Witness asked = witness;
    asked.resource = resource;
    if (resource != witness.resource) add_other(asked);
  }
  return paths;
}

PairPath Paths::path_of(const Witness& witness) const {
  return {witness.identity, witness.resource, side_path(SideOf::Before, witness),
          side_path(SideOf::After, witness)};
}

SidePath Paths::side_path(SideOf side, const Witness& witness) const {
  SidePath made;
  const auto request = check_.request_on(side, witness);
  if (!request) {
    made.is_by_default = true;
    return made;
  }
  const Deciding deciding = check_.interpreter(side).deciding(*request);
  made.allows = deciding.outcome == Outcome::Allow;
  made.is_by_default = deciding.is_by_default;
  if (!deciding.paths.empty()) {
    made.others = deciding.paths.size() - 1;
    made.stops = most_telling(side, witness, deciding);
  } else if (!deciding.missing.empty() && !deciding.is_by_default) {
    const Snapshot& here = snapshot(side);
    made.gate = here.text(here.policies[deciding.missing.front().index()]->id);
    made.others = deciding.missing.size() - 1;
  }
  return made;
}

/// A path with a step that is not there on the other side, else with an edited policy, else the
/// first.
std::vector<Stop> Paths::most_telling(SideOf side, const Witness& witness,
                                      const Deciding& deciding) const {
  std::vector<Stop> best;
  const std::size_t looked_at = std::min(deciding.paths.size(), kDecidingLookedAt);
  for (std::size_t i = 0; i < looked_at; ++i) {
    std::vector<Stop> stops = stops_of(side, witness, deciding.paths[i], deciding.resource);
    if (std::ranges::any_of(stops, &Stop::is_cut)) return stops;
    if (best.empty() || (has_edited(stops) && !has_edited(best))) best = std::move(stops);
  }
  return best;
}

std::vector<Stop> Paths::stops_of(SideOf side, const Witness& witness, const PolicyPath& path,
                                  ResourceIndex resource) const {
  std::vector<Stop> stops;
  stops.push_back({Stop::Kind::Identity, comparison_.population->printed(witness.identity)});
  const Links there = links_on_other_side(side, witness, path);
  add_groups(side, path, there, stops);
  add_policy(side, witness, path, there, stops);
  add_resources(side, witness, {path, resource}, stops);
  return stops;
}

Links Paths::links_on_other_side(SideOf side, const Witness& witness,
                                 const PolicyPath& path) const {
  std::vector<Name> groups;
  groups.reserve(path.groups.size());
  for (const GroupIndex group : path.groups)
    groups.push_back(group_on_other_side(snapshot(side).groups[group.index()]->id, side));
  return check_.interpreter(other(side)).links(check_.asking_on(other(side), witness), groups);
}

void Paths::add_groups(SideOf side, const PolicyPath& path, const Links& there,
                       std::vector<Stop>& stops) const {
  const Snapshot& here = snapshot(side);
  for (std::size_t i = 0; i < path.groups.size(); ++i) {
    const Name id = here.groups[path.groups[i].index()]->id;
    const std::string name(here.text(comparison_.renamed.groups.printed(id, side)));
    stops.push_back({Stop::Kind::Group, name, !there.of_groups[i]});
  }
  if (auto stop = class_of(*path.mention, here, stops.front().name)) {
    stop->is_cut = !is_in_class(*path.mention, there.is_signed_in);
    stops.push_back(std::move(*stop));
  }
}

void Paths::add_policy(SideOf side, const Witness& witness, const PolicyPath& path,
                       const Links& there, std::vector<Stop>& stops) const {
  const PolicyDeclaration& policy = *snapshot(side).policies[path.policy.index()].it;
  const std::string id(snapshot(side).text(policy.id));
  const Snapshot& others = snapshot(other(side));
  const PolicyIndex twin = others.policy_by_name.find(policy.id);
  const bool names_account =
      path.mention->kind == MentionKind::User || path.mention->kind == MentionKind::Client;
  const bool is_named_there =
      !twin.is_none() &&
      is_named(*path.mention, side, witness, *others.policies[twin.index()].it) &&
      (there.is_signed_in || !names_account);
  stops.push_back({policy.effect == Effect::Allow ? Stop::Kind::Allow : Stop::Kind::Deny, id,
                   !is_named_there, !twin.is_none() && changed_policies_.contains(id)});
}

bool Paths::is_named(const Mention& mention, SideOf side, const Witness& witness,
                     const PolicyDeclaration& by) const {
  const Snapshot& there = snapshot(other(side));
  const auto is_same = [&](const Mention& one) {
    if (one.kind != mention.kind) return false;
    if (mention.kind == MentionKind::Group) return one.id == group_on_other_side(mention.id, side);
    if (mention.kind != MentionKind::User) return one.id == mention.id;
    const UserIndex user = there.user_by_name.find(one.id);
    return !user.is_none() && user == comparison_.population->user(witness.identity, other(side));
  };
  return std::ranges::any_of(by.who, is_same);
}

void Paths::add_resources(SideOf side, const Witness& witness, const AskedPath& asked,
                          std::vector<Stop>& stops) const {
  const auto& [path, resource] = asked;
  const Snapshot& here = snapshot(side);
  const Snapshot& there = snapshot(other(side));
  const auto name = [&](ResourceIndex of) {
    return std::string(here.text(comparison_.printed(of, side)));
  };
  const PolicyIndex twin = there.policy_by_name.find(here.policies[path.policy.index()]->id);
  const ResourceIndex named_there = on_other_side(path.named, side);
  const bool is_reached_there =
      !twin.is_none() && !named_there.is_none() &&
      std::ranges::binary_search(there.policy_resources[twin.index()], named_there);
  stops.push_back({Stop::Kind::Resource, name(path.named), !is_reached_there});
  const ResourceIndex resource_there = on_other_side(resource, side);
  if (path.named != resource) {
    const bool is_below_there =
        !named_there.is_none() && is_below(there, resource_there, named_there);
    stops.push_back({Stop::Kind::Resource, name(resource), !is_below_there});
  }
  if (!witness.by_url) return;
  const Routed routed = interpreting::route(there, *witness.by_url);
  const bool is_owned_there = !routed.resource.is_none() && routed.resource == resource_there;
  stops.push_back({Stop::Kind::Url, witness.by_url->url, !is_owned_there});
}

const Snapshot& Paths::snapshot(SideOf side) const {
  return side == SideOf::Before ? *comparison_.before : *comparison_.after;
}

/// None if it is not there.
ResourceIndex Paths::on_other_side(ResourceIndex resource, SideOf side) const {
  return comparison_.resource(comparison_.printed(resource, side), other(side));
}

Name Paths::group_on_other_side(Name group, SideOf side) const {
  const RenamedIds& renamed = comparison_.renamed.groups;
  return renamed.id_on(other(side), renamed.printed(group, side));
}

}  // namespace accessdrift
