#include "accessdrift/lint/policy_use.h"

#include <algorithm>
#include <utility>

#include "accessdrift/model/standing.h"
#include "accessdrift/query/asked.h"

namespace accessdrift {
namespace {

using Kind = PolicyUse::Kind;
using Parts = std::vector<AccessMap::Part>;

/// Finds the use of one policy after another, the last one declared first.
class PolicyUseFinder {
 public:
  explicit PolicyUseFinder(Inquiry& inquiry)
      : inquiry_(inquiry),
        engine_(*inquiry.engine),
        diagrams_(inquiry.universe->diagrams()),
        uses_(inquiry.snapshot->policies.size()) {}

  std::vector<PolicyUse> find() {
    for (std::size_t p = uses_.size(); p-- > 0;) {
      if (inquiry_.snapshot->policies[p]->is_implied) continue;
      uses_[p] = is_over_bound() ? PolicyUse{Kind::NotChecked, {}} : use_of(PolicyIndex{p});
      const Kind kind = uses_[p].kind;
      if (kind == Kind::NotChecked) ++over_limit_;
      if (kind == Kind::Shadowed || kind == Kind::Redundant || kind == Kind::DeniesNothing ||
          kind == Kind::Overruled)
        left_out_.push_back(PolicyIndex{p});
    }
    return std::move(uses_);
  }

 private:
  /// One target of the policy, with what it does there.
  struct OnTarget {
    ResourceAction target;
    Region requests;
    Parts parts;  ///< where it takes effect, of the requests for the target
    IdentitySet within;
  };

  [[nodiscard]] bool is_over_bound() const {
    return over_limit_ >= PolicyUses::kMostOverLimit ||
           diagrams_.node_bytes() - bytes_before_ > PolicyUses::kMostBytes;
  }

  PolicyUse use_of(PolicyIndex policy) {
    const std::vector<ResourceAction> targets = targets_of(engine_, policy);
    // A gate decides about those whom it does not let through.
    const bool is_gate = is_within_all_of(*inquiry_.snapshot, policy);
    const IdentitySet concerned =
        is_gate ? engine_.everybody() : engine_.policy_maps().concerned(policy);
    bool matches = false, is_needed = false;
    for (const ResourceAction& target : targets) {
      if (matches && is_needed) break;
      const std::optional<OnTarget> effect = effect_on(policy, target, concerned);
      if (!effect) return {Kind::NotChecked, {}};
      matches |= !effect->parts.empty();
      if (is_needed || (effect->parts.empty() && !is_gate)) continue;
      const std::optional<bool> is_needed_here = is_needed_on(policy, *effect);
      if (!is_needed_here) return {Kind::NotChecked, {}};
      is_needed = *is_needed_here;
    }
    if (!matches) return {Kind::NeverMatches, {}};
    return is_needed ? PolicyUse{} : told_apart(policy, targets, concerned);
  }

  /// Nothing if a bound was hit.
  std::optional<OnTarget> effect_on(PolicyIndex policy, const ResourceAction& target,
                                    const IdentitySet& concerned) {
    diagrams_.start_target();
    const auto map = engine_.policy_maps().map(policy, target.resource);
    OnTarget effect{target, requests_for(inquiry_, {target, {}, {}}), {}, concerned};
    for (const AccessMap::Part& part : map->map.parts) {
      const Region region = diagrams_.intersect(part.region, effect.requests);
      if (region != Diagrams::never()) effect.parts.push_back({part.identities, region});
    }
    if (map->is_limited || diagrams_.is_exhausted()) return std::nullopt;
    return effect;
  }

  /// Whether leaving it out, alone or with those that were found before, changes a decision.
  std::optional<bool> is_needed_on(PolicyIndex policy, const OnTarget& effect) {
    const Engine::Access with = engine_.access(effect.target, effect.within);
    const Engine::Access alone = engine_.access(effect.target, effect.within, {&policy, 1});
    std::vector<PolicyIndex> all = left_out_;
    all.push_back(policy);
    const Engine::Access together = engine_.access(effect.target, effect.within, all);
    const bool is_needed =
        differ(with.map, alone.map, effect) || differ(with.map, together.map, effect);
    if (with.is_limited || alone.is_limited || together.is_limited || diagrams_.is_exhausted())
      return std::nullopt;
    return is_needed;
  }

  /// On some request for the target.
  bool differ(const AccessMap& a, const AccessMap& b, const OnTarget& effect) {
    if (a == b) return false;
    return std::ranges::any_of(differences(a, b, effect.within), [&](const RegionPair& pair) {
      return diagrams_.intersect(pair.before, effect.requests) !=
             diagrams_.intersect(pair.after, effect.requests);
    });
  }

  /// Of a policy that can be left out: why.
  PolicyUse told_apart(PolicyIndex policy, const std::vector<ResourceAction>& targets,
                       const IdentitySet& concerned) {
    const bool is_allow = effect_of(policy) == Effect::Allow;
    bool is_shadowed = true, is_overruled = false;
    std::optional<std::vector<PolicyIndex>> same, other;
    for (const ResourceAction& target : targets) {
      const std::optional<OnTarget> effect = effect_on(policy, target, concerned);
      if (!effect) return {Kind::NotChecked, {}};
      if (effect->parts.empty()) continue;
      const Engine::Access access = engine_.access(target, concerned);
      const bool is_excluded = excludes(access.map, effect->parts);
      is_shadowed =
          is_shadowed && (is_allow ? is_excluded : covers(access.map.parts, effect->parts));
      is_overruled = is_overruled || !is_excluded;
      narrow(same, policy, *effect, true);
      narrow(other, policy, *effect, false);
      if (access.is_limited || diagrams_.is_exhausted()) return {Kind::NotChecked, {}};
    }
    if (is_shadowed) return {Kind::Shadowed, std::move(*other)};
    const Kind of_deny = is_overruled ? Kind::Overruled : Kind::DeniesNothing;
    return {is_allow ? Kind::Redundant : of_deny, std::move(*same)};
  }

  Effect effect_of(PolicyIndex policy) const {
    return inquiry_.snapshot->policies[policy.index()]->effect;
  }

  /// Keeps those policies that cover all of the effect on one more target.
  void narrow(std::optional<std::vector<PolicyIndex>>& kept, PolicyIndex policy,
              const OnTarget& effect, bool is_same_effect) {
    if (!kept) kept = engine_.coverage().covering(effect.target.resource, effect.target.action);
    std::erase_if(*kept, [&](PolicyIndex candidate) {
      const bool is_wanted = candidate != policy &&
                             (effect_of(candidate) == effect_of(policy)) == is_same_effect &&
                             std::ranges::find(left_out_, candidate) == left_out_.end();
      return !is_wanted || !covers_all(candidate, effect);
    });
  }

  bool covers_all(PolicyIndex candidate, const OnTarget& effect) {
    const auto& [resource, action] = effect.target;
    if (!engine_.coverage().covers_action(candidate, resource, action)) return false;
    const auto reached = engine_.coverage().over(resource);
    if (std::ranges::find(reached, candidate) == reached.end()) return false;
    const auto map = engine_.policy_maps().map(candidate, resource);
    const bool may_end = std::ranges::any_of(map->endings, [&](const Members::Ending& ending) {
      return std::ranges::any_of(effect.parts, [&](const AccessMap::Part& part) {
        return part.identities.intersects(ending.identities);
      });
    });
    return !may_end && covers(map->map.parts, effect.parts);
  }

  /// Every request of `inner` is one of `outer`.
  bool covers(const Parts& outer, const Parts& inner) {
    return std::ranges::all_of(inner, [&](const AccessMap::Part& part) {
      IdentitySet rest = part.identities;
      for (const AccessMap::Part& by : outer) {
        if (diagrams_.includes(by.region, part.region)) rest -= by.identities;
      }
      return rest.is_empty();
    });
  }

  /// No request of the effect is allowed.
  bool excludes(const AccessMap& access, const Parts& effect) {
    return std::ranges::all_of(effect, [&](const AccessMap::Part& part) {
      return std::ranges::none_of(access.parts, [&](const AccessMap::Part& allowed) {
        return allowed.identities.intersects(part.identities) &&
               diagrams_.intersect(allowed.region, part.region) != Diagrams::never();
      });
    });
  }

  Inquiry& inquiry_;
  Engine& engine_;
  Diagrams& diagrams_;
  std::vector<PolicyUse> uses_;
  std::vector<PolicyIndex> left_out_;
  std::size_t over_limit_ = 0;
  std::size_t bytes_before_ = diagrams_.node_bytes();
};

}  // namespace

const std::vector<PolicyUse>& PolicyUses::all() {
  if (!uses_) uses_ = PolicyUseFinder(inquiry_).find();
  return *uses_;
}

std::vector<ResourceAction> targets_of(const Engine& engine, PolicyIndex policy) {
  const Snapshot& snapshot = engine.snapshot();
  std::vector<ResourceAction> targets;
  for (const ResourceIndex resource : engine.coverage().reached(policy)) {
    for (const Name action : snapshot.resource_actions[resource.index()]->names) {
      if (engine.coverage().covers_action(policy, resource, action))
        targets.push_back({resource, action});
    }
  }
  return targets;
}

}  // namespace accessdrift
