#include "accessdrift/interpreter/interpreter.h"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <utility>

#include "accessdrift/interpreter/asked.h"
#include "accessdrift/interpreter/belonging.h"
#include "accessdrift/interpreter/combine.h"
#include "accessdrift/interpreter/group_walk.h"
#include "accessdrift/interpreter/match.h"
#include "accessdrift/interpreter/policy_path.h"
#include "accessdrift/interpreter/reach.h"
#include "accessdrift/interpreter/series.h"
#include "accessdrift/interpreter/trace.h"

namespace accessdrift {

using interpreting::Asked;
using interpreting::Cast;
using interpreting::Combined;
using interpreting::GroupWalk;
using interpreting::Moment;
using interpreting::Reach;
using interpreting::Yield;

namespace {

Outcome outcome_of(const Yield& root) {
  if (root.is_allow()) return Outcome::Allow;
  return root.may_allow ? Outcome::Open : Outcome::Deny;
}

bool is_by_default(const Yield& root) { return !root.may_allow && root.may_not_apply; }

/// From the identity's own group to that of the last step.
MembershipPath path_to(const GroupWalk::Step& last, const std::vector<GroupWalk::Step>& steps,
                       const GroupWalk& groups, UserIndex user, std::optional<Instant> at) {
  MembershipPath path;
  for (const GroupWalk::Step* step = &last;;) {
    path.groups.push_back(step->group);
    const bool is_direct = step->from == GroupWalk::Step::kDirectly;
    const GroupWalk::Step* const member = is_direct ? nullptr : &steps[step->from];
    path.spans.push_back(is_direct ? groups.membership(step->group, user, at)
                                   : groups.membership(step->group, member->group));
    if (is_direct) break;
    step = member;
  }
  std::ranges::reverse(path.groups);
  std::ranges::reverse(path.spans);
  return path;
}

}  // namespace

struct Interpreter::State {
  explicit State(const Snapshot& s) : snapshot(s), reach(s) {}

  const Snapshot& snapshot;
  const Reach reach;

  /// Built when a group is first asked for: it reads every membership.
  [[nodiscard]] const GroupWalk& groups() const {
    std::call_once(walk_built_, [this] { walk_ = std::make_unique<const GroupWalk>(snapshot); });
    return *walk_;
  }

  [[nodiscard]] Asked understand(const Request& request, bool is_complete) const {
    return interpreting::understand(snapshot, request, is_complete,
                                    [this]() -> const GroupWalk& { return groups(); });
  }

  [[nodiscard]] Combined combine(const Asked& asked) const {
    std::vector<Cast> casts;
    for (const PolicyIndex policy : reach.policies_over(asked.resource)) {
      if (!covers_action(asked, policy)) continue;
      const PolicyDeclaration& declared = *snapshot.policies[policy.index()].it;
      casts.push_back({policy, yield_of(declared, applies(asked, policy))});
    }
    return combine_all(snapshot, casts);
  }

 private:
  mutable std::once_flag walk_built_;
  mutable std::unique_ptr<const GroupWalk> walk_;
};

Interpreter::Interpreter(const Snapshot& snapshot) : state_(std::make_unique<State>(snapshot)) {}
Interpreter::~Interpreter() = default;

void Interpreter::prepare() const { (void)state_->groups(); }

Outcome Interpreter::decide(const Request& request) const {
  const Outcome outcome = outcome_of(state_->combine(state_->understand(request, true)).root);
  assert(outcome != Outcome::Open);
  return outcome;
}

struct Interpreter::Series::State {
  interpreting::Series series;
};

Interpreter::Series::Series(const Interpreter& interpreter)
    : state_(new State{
          {interpreter.state_->snapshot, interpreter.state_->reach,
           [&state = *interpreter.state_]() -> const GroupWalk& { return state.groups(); }}}) {}
Interpreter::Series::~Series() = default;

Outcome Interpreter::Series::decide(const Request& request) {
  const Outcome outcome = outcome_of(state_->series.decide(request));
  assert(outcome != Outcome::Open);
  return outcome;
}

Decision Interpreter::explain(const Request& request) const {
  const Asked asked = state_->understand(request, false);
  Combined combined = state_->combine(asked);
  Decision decision;
  decision.outcome = outcome_of(combined.root);
  decision.by_default = is_by_default(combined.root);
  if (!decision.by_default) decision.decisive = std::move(combined.decisive);
  decision.is_listed =
      asked.subject.is_anonymous || (asked.subject.is_listed() && !asked.subject.is_stranger);
  decision.is_active = asked.subject.listed.is_none() || asked.subject.is_signed_in();
  for (std::size_t policy = 0; policy < state_->snapshot.policies.size(); ++policy) {
    decision.policies.push_back(trace(asked, state_->reach, PolicyIndex{policy}));
  }
  return decision;
}

Deciding Interpreter::deciding(const Request& request) const {
  const Asked asked = state_->understand(request, true);
  const Combined combined = state_->combine(asked);
  Deciding deciding =
      interpreting::paths_of(asked, state_->reach, combined.decisive,
                             [this]() -> const GroupWalk& { return state_->groups(); });
  deciding.outcome = outcome_of(combined.root);
  deciding.is_by_default = is_by_default(combined.root);
  return deciding;
}

Links Interpreter::links(const Request& asking, const std::vector<Name>& groups) const {
  const Moment moment = interpreting::moment_of(asking, true);
  const auto subject = interpreting::find_subject(state_->snapshot, asking.identity, moment);
  Links links{subject.is_signed_in(), {}};
  if (!groups.empty())
    links.of_groups = interpreting::links_of(state_->snapshot, state_->groups(),
                                             {subject.user, asking.attributes, moment}, groups);
  return links;
}

std::vector<MembershipPath> Interpreter::memberships(std::string_view identity,
                                                     const RequestAttributes& told) const {
  const Snapshot& snapshot = state_->snapshot;
  const auto time = told.find(kTime);
  const Moment moment = Moment::of(time == told.end() ? Told{} : time->second);
  const UserIndex user = interpreting::find_subject(snapshot, identity, moment).user;
  if (user.is_none() || (!moment.is_open() && !moment.instant())) return {};
  const std::vector<GroupWalk::Step> steps =
      state_->groups().walk(user, interpreting::belonging(snapshot, user, told), moment.instant());
  std::vector<MembershipPath> paths;
  paths.reserve(steps.size());
  for (const GroupWalk::Step& last : steps)
    paths.push_back(path_to(last, steps, state_->groups(), user, moment.instant()));
  std::ranges::sort(paths, [&](const MembershipPath& a, const MembershipPath& b) {
    const auto name = [&](const MembershipPath& path) {
      return snapshot.text(snapshot.groups[path.groups.back().index()]->id);
    };
    return name(a) < name(b);
  });
  return paths;
}

}  // namespace accessdrift
