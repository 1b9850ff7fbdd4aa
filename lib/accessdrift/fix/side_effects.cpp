#include "accessdrift/fix/side_effects.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace accessdrift {
namespace {

/// Others, while they are collected.
struct Collected {
  IdentitySet identities;
  std::set<std::string> resources;
  std::set<std::string> own;

  void add(const IdentitySet& whom, const std::string& resource) {
    if (whom.is_empty()) return;
    identities |= whom;
    resources.insert(resource);
  }
};

Affected affected(const Collected& all, const Population& population) {
  Affected out;
  for (const std::uint32_t number : all.identities.numbers())
    out.identities.push_back(population.printed(IdentityIndex{number}));
  std::ranges::sort(out.identities);
  out.resources.assign(all.resources.begin(), all.resources.end());
  return out;
}

}  // namespace

SideEffects side_effects(const Comparison& comparison, IdentityIndex asked, std::string_view action,
                         std::string_view resource) {
  Collected gaining;
  Collected losing;
  SideEffects effects;
  const Snapshot& names = *comparison.after;
  for (const TargetChanges& target : comparison.changes) {
    const std::string on = text_of(names, target.target.resource);
    const std::string what = text_of(names, target.target.action);
    const auto& asked_name = target.target.action.names;
    const bool is_asked =
        on == resource && !asked_name.after.is_none() && names.text(asked_name.after) == action;
    effects.is_limited = effects.is_limited || target.is_limited;
    for (const AccessChange& change : target.changes) {
      const bool gains = change.kind != ChangeKind::Lost && change.kind != ChangeKind::Narrowed;
      const bool loses = change.kind != ChangeKind::Gained && change.kind != ChangeKind::Widened;
      IdentitySet own;
      own.add(asked);
      const IdentitySet others = change.identities - own;
      const bool is_own = change.identities.contains(asked) && !is_asked;
      for (const auto& [is_so, into] : {std::pair(gains, &gaining), std::pair(loses, &losing)}) {
        if (!is_so) continue;
        into->add(others, on);
        if (is_own) into->own.insert(what + " on " + on);
      }
    }
  }
  effects.gaining = affected(gaining, *comparison.population);
  effects.losing = affected(losing, *comparison.population);
  effects.own_gains.assign(gaining.own.begin(), gaining.own.end());
  effects.own_losses.assign(losing.own.begin(), losing.own.end());
  return effects;
}

}  // namespace accessdrift
