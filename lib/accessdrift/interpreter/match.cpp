#include "accessdrift/interpreter/match.h"

#include <algorithm>

#include "accessdrift/interpreter/reach.h"

namespace accessdrift::interpreting {
namespace {

const PolicyDeclaration& declaration(const Asked& asked, PolicyIndex policy) {
  return *asked.snapshot.policies[policy.index()].it;
}

/// Both have to be true; an error counts only where the first, which never errs, is true.
Truth with(const Truth& first, const Truth& second) {
  return {first.may_hold && second.may_hold, first.may_fail || (first.may_hold && second.may_fail),
          first.may_hold && second.may_err};
}

/// Who may be signed out already has either answer.
template <typename Answer>
Truth either_way(const Asked& asked, Answer&& answer) {
  const Truth one = answer(asked);
  if (asked.otherwise == nullptr) return one;
  const Truth other = answer(*asked.otherwise);
  return {one.may_hold || other.may_hold, one.may_fail || other.may_fail,
          one.may_err || other.may_err};
}

Truth is_named(const Asked& asked, PolicyIndex policy) {
  const std::vector<Mention>& who = declaration(asked, policy).who;
  return is_named(asked.snapshot, asked.subject, who, asked.memberships, asked.moment);
}

Truth scopes(const Asked& asked, PolicyIndex policy) {
  const std::vector<NamePlace>& needed = declaration(asked, policy).scopes;
  if (needed.empty()) return Truth::of(true);
  const bool may_have_all = asked.token.may_have_all(needed);
  if (!may_have_all || asked.token.not_told().empty()) return Truth::of(may_have_all);
  return {true, true, false};
}

Truth condition(const Asked& asked, PolicyIndex policy) {
  if (!declaration(asked, policy).when) return Truth::of(true);
  const auto checked = asked.condition(policy);
  return checked ? evaluate(*checked, checked->root(), asked.facts) : Truth::error();
}

}  // namespace

bool covers_action(const Asked& asked, PolicyIndex policy) {
  if (!asked.action) return false;
  const PolicyDeclaration& declared = declaration(asked, policy);
  if (!declared.actions) return true;
  const auto& actions = *asked.snapshot.resource_actions[asked.resource.index()];
  return covering_action(declared, actions, *asked.action) != nullptr;
}

Truth names_subject(const Asked& asked, PolicyIndex policy) {
  return either_way(asked, [&](const Asked& way) { return is_named(way, policy); });
}

Truth has_scopes(const Asked& asked, PolicyIndex policy) {
  return either_way(asked, [&](const Asked& way) { return scopes(way, policy); });
}

Truth condition_of(const Asked& asked, PolicyIndex policy) {
  return either_way(asked, [&](const Asked& way) { return condition(way, policy); });
}

Truth applies(const Asked& asked, PolicyIndex policy) {
  return either_way(asked, [&](const Asked& way) {
    const Truth names = is_named(way, policy);
    if (!names.may_hold) return Truth::of(false);
    return with(names, with(scopes(way, policy), condition(way, policy)));
  });
}

Yield yield_of(const PolicyDeclaration& policy, const Truth& applies) {
  const bool is_allow = policy.effect == Effect::Allow;
  const OnError on_error = policy.on_error.value_or(is_allow ? OnError::Skip : OnError::Apply);
  const bool is_error_effect = on_error == OnError::Apply;
  const bool may_apply = applies.may_hold || (applies.may_err && is_error_effect);
  const bool may_not_apply = applies.may_fail || (applies.may_err && !is_error_effect);
  return {is_allow && may_apply, !is_allow && may_apply, may_not_apply};
}

}  // namespace accessdrift::interpreting
