#include "accessdrift/interpreter/match.h"

#include <algorithm>

#include "accessdrift/interpreter/reach.h"

namespace accessdrift::interpreting {
namespace {

const PolicyDeclaration& declaration(const Asked& asked, PolicyIndex policy) {
  return *asked.snapshot.policies[policy.index()].it;
}

/// Both have to be true; an error counts only where the first is true.
Truth with(const Truth& scopes, const Truth& condition) {
  return {scopes.may_hold && condition.may_hold, scopes.may_fail || condition.may_fail,
          scopes.may_hold && condition.may_err};
}

}  // namespace

bool covers_action(const Asked& asked, PolicyIndex policy) {
  if (!asked.action) return false;
  const PolicyDeclaration& declared = declaration(asked, policy);
  if (!declared.actions) return true;
  const auto& actions = *asked.snapshot.resource_actions[asked.resource.index()];
  return covering_action(declared, actions, *asked.action) != nullptr;
}

bool names_subject(const Asked& asked, PolicyIndex policy) {
  return std::ranges::any_of(declaration(asked, policy).who, [&](const Mention& mention) {
    return is_named(asked.snapshot, asked.subject, mention, asked.groups);
  });
}

Truth has_scopes(const Asked& asked, PolicyIndex policy) {
  const std::vector<NamePlace>& needed = declaration(asked, policy).scopes;
  if (needed.empty()) return Truth::of(true);
  if (asked.scopes.state == Told::State::NotTold) return {true, true, false};
  const auto& effective = std::get<std::set<std::string>>(asked.scopes.value);
  return Truth::of(std::ranges::all_of(needed, [&](const NamePlace& scope) {
    return effective.contains(std::string(asked.snapshot.text(scope.name)));
  }));
}

Truth condition_of(const Asked& asked, PolicyIndex policy) {
  if (!declaration(asked, policy).when) return Truth::of(true);
  const auto& condition = asked.snapshot.conditions[policy.index()];
  return condition ? evaluate(*condition, condition->root(), asked.facts) : Truth::error();
}

Truth applies(const Asked& asked, PolicyIndex policy) {
  if (!names_subject(asked, policy)) return Truth::of(false);
  return with(has_scopes(asked, policy), condition_of(asked, policy));
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
