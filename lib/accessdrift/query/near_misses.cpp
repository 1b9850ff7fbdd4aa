#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "accessdrift/interpreter/combine.h"
#include "accessdrift/query/explain.h"

namespace accessdrift {
namespace {

using interpreting::Cast;
using interpreting::Yield;

/// Who would have to act for the criterion to hold: the user, an administrator of identities, the
/// owner of the policy.
std::uint32_t cost_of(const CriterionTrace& criterion) {
  switch (criterion.kind) {
    case CriterionKind::Scopes:
      return 0;
    case CriterionKind::Condition:
      return criterion.attributes.empty() ? 1 : 0;
    case CriterionKind::Identity:
      return 1;
    case CriterionKind::Resource:
    case CriterionKind::Action:
      return 2;
  }
  return 2;
}

bool covers_resource(const PolicyTrace& trace) {
  return std::ranges::any_of(trace.criteria, [](const CriterionTrace& criterion) {
    return criterion.kind == CriterionKind::Resource && criterion.mark == Mark::Ok;
  });
}

NearMiss near_miss_of(const PolicyTrace& trace) {
  NearMiss miss;
  miss.policy = trace.policy;
  for (std::uint32_t i = 0; i < trace.criteria.size(); ++i) {
    const Mark mark = trace.criteria[i].mark;
    if (mark == Mark::Fail || mark == Mark::Error) miss.failed.push_back(i);
    if (mark == Mark::Open) miss.open.push_back(i);
  }
  return miss;
}

std::uint32_t cost_of(const NearMiss& miss, const PolicyTrace& trace) {
  std::uint32_t cost = 0;
  for (const std::uint32_t i : miss.failed) cost += cost_of(trace.criteria[i]);
  return cost;
}

/// Whether the request would be allowed if a policy took effect.
enum class Help : std::uint8_t { Surely, Perhaps, None };

/// Combines what the policies come to with one of them taking effect. Cost of each: linear in the
/// policies over what is asked for; of very many policies all are taken alike.
class Helping {
 public:
  Helping(const Decision& decision, const Snapshot& snapshot) : snapshot_(snapshot) {
    for (const PolicyTrace& trace : decision.policies) {
      if (covers(trace)) casts_.push_back({trace.policy, yield_of(trace)});
    }
  }

  [[nodiscard]] Help of(PolicyIndex policy) {
    constexpr std::size_t kMostPolicies = 1'500;
    if (casts_.size() > kMostPolicies) return Help::Perhaps;
    std::vector<Cast> casts = casts_;
    const auto at = std::ranges::lower_bound(casts, policy, {}, &Cast::policy);
    const bool is_there = at != casts.end() && at->policy == policy;
    const Cast allows{policy, {.may_allow = true}};
    is_there ? void(*at = allows) : void(casts.insert(at, allows));
    const Yield root = interpreting::combine_all(snapshot_, casts).root;
    if (root.is_allow()) return Help::Surely;
    return root.may_allow ? Help::Perhaps : Help::None;
  }

 private:
  /// The resource and the action.
  static bool covers(const PolicyTrace& trace) {
    return std::ranges::all_of(trace.criteria, [](const CriterionTrace& criterion) {
      const bool is_of_target =
          criterion.kind == CriterionKind::Resource || criterion.kind == CriterionKind::Action;
      return !is_of_target || criterion.mark == Mark::Ok;
    });
  }

  [[nodiscard]] Yield yield_of(const PolicyTrace& trace) const {
    const bool allows = snapshot_.policies[trace.policy.index()]->effect == Effect::Allow;
    const bool may_apply = trace.takes_effect || trace.may_take_effect;
    return {may_apply && allows, may_apply && !allows, !trace.takes_effect};
  }

  const Snapshot& snapshot_;
  std::vector<Cast> casts_;
};

}  // namespace

std::vector<NearMiss> near_misses(const Decision& decision, const Snapshot& snapshot) {
  struct Ranked {
    NearMiss miss;
    Help help;
    std::uint32_t cost;
  };
  std::vector<Ranked> ranked;
  Helping helping(decision, snapshot);
  for (const PolicyTrace& trace : decision.policies) {
    const bool allows = snapshot.policies[trace.policy.index()]->effect == Effect::Allow;
    if (!allows || trace.takes_effect || !covers_resource(trace)) continue;
    NearMiss miss = near_miss_of(trace);
    const std::uint32_t cost = cost_of(miss, trace);
    ranked.push_back({std::move(miss), helping.of(trace.policy), cost});
  }
  std::ranges::stable_sort(ranked, {}, [](const Ranked& r) {
    return std::tuple(r.help, r.miss.failed.size(), r.cost, r.miss.policy);
  });
  std::vector<NearMiss> misses;
  misses.reserve(ranked.size());
  for (Ranked& r : ranked) misses.push_back(std::move(r.miss));
  return misses;
}

}  // namespace accessdrift
