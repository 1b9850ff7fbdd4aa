#include "accessdrift/fix/side_effects.h"

#include <algorithm>
#include <set>
#include <string>

namespace accessdrift {
namespace {

/// Who gains or loses, while it is collected.
struct Collected {
  IdentitySet others;
  std::set<std::string> resources;  ///< of others
  std::set<std::string> own;

  [[nodiscard]] Affected affected(const Population& population) const {
    Affected out;
    for (const std::uint32_t number : others.numbers())
      out.identities.push_back(population.printed(IdentityIndex{number}));
    std::ranges::sort(out.identities);
    out.resources.assign(resources.begin(), resources.end());
    return out;
  }
};

bool gains(ChangeKind kind) { return kind != ChangeKind::Lost && kind != ChangeKind::Narrowed; }
bool loses(ChangeKind kind) { return kind != ChangeKind::Gained && kind != ChangeKind::Widened; }

/// A target, as it is collected.
struct Seen {
  std::string resource;
  std::string own;  ///< what it is for who asked; empty for what was asked for
  IdentityIndex asked;

  /// Whether it says something of others, or of who asked but for what was asked.
  [[nodiscard]] bool tells(const AccessChange& change) const {
    const bool has_asked = change.identities.contains(asked);
    return change.identities.size() > (has_asked ? 1 : 0) || (has_asked && !own.empty());
  }
  void add(const AccessChange& change, Collected& into) const {
    IdentitySet self;
    self.add(asked);
    const IdentitySet others = change.identities - self;
    into.others |= others;
    if (!others.is_empty()) into.resources.insert(resource);
    if (change.identities.contains(asked) && !own.empty()) into.own.insert(own);
  }
};

}  // namespace

SideEffects side_effects(const Comparison& comparison, IdentityIndex asked, std::string_view action,
                         std::string_view resource) {
  Collected gaining;
  Collected losing;
  SideEffects effects;
  const Snapshot& names = *comparison.after;
  for (const TargetChanges& target : comparison.changes) {
    Seen seen{text_of(names, target.target.resource), text_of(names, target.target.action), asked};
    const Name asked_for = target.target.action.names.after;
    const bool is_asked =
        seen.resource == resource && !asked_for.is_none() && names.text(asked_for) == action;
    seen.own = is_asked ? std::string() : std::move(seen.own) + " on " + seen.resource;
    effects.is_limited = effects.is_limited || target.is_limited;
    for (const AccessChange& change : target.changes.all()) {
      const bool is_told = seen.tells(change);
      effects.hangs_on_unknown |= is_told && change.certainty == Certainty::May;
      if (gains(change.kind)) seen.add(change, gaining);
      if (loses(change.kind)) seen.add(change, losing);
    }
  }
  effects.gaining = gaining.affected(*comparison.population);
  effects.losing = losing.affected(*comparison.population);
  effects.own_gains.assign(gaining.own.begin(), gaining.own.end());
  effects.own_losses.assign(losing.own.begin(), losing.own.end());
  return effects;
}

}  // namespace accessdrift
