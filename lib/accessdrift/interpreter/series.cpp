#include "accessdrift/interpreter/series.h"

#include <algorithm>
#include <cassert>
#include <ranges>
#include <unordered_map>
#include <utility>

#include "accessdrift/interpreter/match.h"

namespace accessdrift::interpreting {
namespace {

constexpr std::uint32_t kNoCondition = std::numeric_limits<std::uint32_t>::max();

/// What is told of so many requests is kept.
constexpr std::size_t kFactsKept = 32;

constexpr Yield kNotApplicable{false, false, true};

bool is_not_applicable(const Yield& yield) {
  return yield.may_not_apply && !yield.may_allow && !yield.may_deny;
}

/// Whom the condition is read for does not matter, nor what for.
bool hangs_on_request_alone(const Expression& expression) {
  return std::ranges::none_of(expression.nodes, [](const Expression::Node& node) {
    const bool is_scopes = node.op == Operator::RequestAttribute && node.name == kScopes;
    return is_scopes || node.op == Operator::UserAttribute ||
           node.op == Operator::ResourceAttribute || node.op == Operator::InList ||
           node.op == Operator::Extract || node.op == Operator::NamedCondition;
  });
}

}  // namespace

Series::Series(const Snapshot& snapshot, const Reach& reach,
               std::function<const GroupWalk&()> groups)
    : snapshot_(snapshot),
      reach_(reach),
      groups_(std::move(groups)),
      order_(snapshot),
      named_by_(snapshot),
      named_(snapshot.policies.size(), 0),
      condition_of_(snapshot.policies.size(), kNoCondition) {
  std::unordered_map<const Expression*, std::uint32_t> numbers;
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const Expression* const condition = snapshot.conditions[p].get();
    if (condition == nullptr) continue;
    const auto number = static_cast<std::uint32_t>(numbers.size());
    const auto [known, is_new] = numbers.try_emplace(condition, number);
    condition_of_[p] = known->second;
    if (is_new) is_kept_.push_back(interpreting::hangs_on_request_alone(*condition));
  }
}

Yield Series::decide(const Request& request) {
  const Asked asked = understand(snapshot_, request, true, groups_);
  assert(asked.otherwise == nullptr);
  look_at_target(asked);
  look_at_subject(asked);
  look_at_facts(request);
  return go_through(asked);
}

void Series::look_at_target(const Asked& asked) {
  if (asked.resource == resource_ && asked.action == action_) return;
  resource_ = asked.resource;
  action_ = asked.action;
  covering_.clear();
  for (const PolicyIndex policy : reach_.policies_over(asked.resource)) {
    const std::uint32_t place = order_.place(policy);
    if (place == SetOrder::kNowhere || !covers_action(asked, policy)) continue;
    covering_.push_back({policy, place, snapshot_.policy_standing[policy.index()].set,
                         snapshot_.policies[policy.index()]->effect == Effect::Allow});
  }
  if (!std::ranges::is_sorted(covering_, {}, &Covering::place))
    std::ranges::sort(covering_, {}, &Covering::place);
}

void Series::look_at_subject(const Asked& asked) {
  const bool is_known = subject_ && subject_->user == asked.subject.user &&
                        subject_->client == asked.subject.client &&
                        memberships_.certain == asked.memberships.certain &&
                        memberships_.possible == asked.memberships.possible;
  if (is_known) return;
  subject_ = asked.subject;
  memberships_ = asked.memberships;
  ++subjects_;
  named_by_.each(asked.subject, asked.memberships,
                 [&](PolicyIndex policy) { named_[policy.index()] = subjects_; });
}

void Series::look_at_facts(const Request& request) {
  const auto known = std::ranges::find(facts_, request.attributes, &Facts::told);
  if (known != facts_.end()) {
    std::rotate(known, known + 1, facts_.end());
    return;
  }
  if (facts_.size() == kFactsKept) facts_.erase(facts_.begin());
  facts_.push_back({request.attributes, std::vector<Fails>(is_kept_.size(), Fails::NotAsked)});
}

bool Series::surely_fails(const Asked& asked, PolicyIndex policy) {
  const std::uint32_t condition = condition_of_[policy.index()];
  if (condition == kNoCondition || !is_kept_[condition]) return false;
  Fails& fails = facts_.back().fails[condition];
  if (fails == Fails::NotAsked)
    fails = condition_of(asked, policy) == Truth::of(false) ? Fails::Yes : Fails::No;
  return fails == Fails::Yes;
}

Yield Series::yield(const Asked& asked, PolicyIndex policy) {
  if (named_[policy.index()] != subjects_ || surely_fails(asked, policy)) return kNotApplicable;
  return yield_of(*snapshot_.policies[policy.index()].it, applies(asked, policy));
}

Yield Series::go_through(const Asked& asked) {
  frames_.assign(1, {});
  parts_.clear();
  auto one = covering_.begin();
  while (!frames_.empty() && one != covering_.end()) {
    const std::uint32_t end = frames_.back().end;
    if (is_settled()) {
      one = std::ranges::lower_bound(one, covering_.end(), end, {}, &Covering::place);
      close();
    } else if (end <= one->place) {
      close();
    } else {
      take_up(asked, *one++);
    }
  }
  while (!frames_.empty()) close();
  return parts_.front().yield;
}

void Series::take_up(const Asked& asked, const Covering& one) {
  const Yield yields = yield(asked, one.policy);
  if (is_not_applicable(yields) && !one.is_allow) return;
  open(one.set);
  take({one.policy, {}, {}, one.is_allow, yields});
}

/// And what is around it, as far as that is not open.
void Series::open(SetIndex set) {
  const std::size_t from = frames_.size();
  for (SetIndex at = set; at != frames_[from - 1].set; at = snapshot_.set_standing[at.index()].set)
    frames_.push_back({at, snapshot_.sets[at.index()]->combine, order_.end(at), 0, false});
  std::reverse(frames_.begin() + static_cast<std::ptrdiff_t>(from), frames_.end());
  for (std::size_t f = from; f < frames_.size(); ++f) frames_[f].first = parts_.size();
}

/// What does not apply decides nothing, unless it had to allow.
void Series::take(Part part) {
  Frame& into = frames_.back();
  into.is_gate = into.is_gate || part.is_gate;
  const bool is_lacking = part.is_gate && into.how == Combine::AllOf;
  if (is_lacking || !is_not_applicable(part.yield)) parts_.push_back(std::move(part));
}

/// A closed root is the only part that is left.
void Series::close() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  std::vector<const Part*> members;
  for (std::size_t p = frame.first; p < parts_.size(); ++p) members.push_back(&parts_[p]);
  Part whole;
  whole.is_gate = frame.is_gate;
  whole.yield = combine(frame.how, members);
  parts_.resize(frame.first);
  if (frames_.empty()) {
    parts_.push_back(std::move(whole));
  } else {
    take(std::move(whole));
  }
}

/// Whatever the last of its members says counts for the whole set.
bool Series::is_settled() const {
  const Frame& frame = frames_.back();
  if (parts_.size() == frame.first) return false;
  const Part& last = parts_.back();
  switch (frame.how) {
    case Combine::DenyOverrides:
      return last.yield.is_deny();
    case Combine::AllowOverrides:
      return last.yield.is_allow();
    case Combine::FirstApplicable:
      return !last.yield.may_not_apply;
    case Combine::AllOf:
      break;
  }
  return last.yield.is_deny() || (last.is_gate && is_not_applicable(last.yield));
}

}  // namespace accessdrift::interpreting
