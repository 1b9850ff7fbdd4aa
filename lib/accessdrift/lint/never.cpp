#include "accessdrift/lint/never.h"

#include <fmt/format.h>

#include "accessdrift/base/quoted_text.h"
#include "accessdrift/lint/condition_use.h"

namespace accessdrift {
namespace {

/// `"SCOPE" in token.scopes`
Expression has_scope(std::string_view scope) {
  const std::string quoted = quoted_text(scope);
  Expression made;
  made.source.text = fmt::format("{} in {}", quoted, kScopes);
  const auto size = static_cast<std::uint32_t>(made.source.text.size());
  const auto left = static_cast<std::uint32_t>(quoted.size());
  const auto right = static_cast<std::uint32_t>(size - kScopes.size());
  made.nodes.resize(3);
  made.nodes[0] = {Operator::Literal, TypeKind::String, 0, {}, {}, std::string(scope), 0, left};
  made.nodes[1] = {
      Operator::RequestAttribute, TypeKind::Set, 0, {}, std::string(kScopes), {}, right, size};
  made.nodes[2] = {Operator::In, TypeKind::Bool, 0, {0, 1}, {}, {}, 0, size};
  return made;
}

}  // namespace

NeverReason why_never(Linting& linting, PolicyIndex policy) {
  if (linting.engine().policy_maps().named(policy).is_empty()) return NeverReason::NamesNobody;
  const auto& condition = linting.snapshot().conditions[policy.index()];
  ConditionUse use(linting, policy);
  if (!use.concerns_anybody()) return NeverReason::NoRequests;
  if (condition == nullptr) return NeverReason::Scopes;
  return use.is_never_true(*condition) && !use.is_limited() ? NeverReason::Condition
                                                            : NeverReason::Scopes;
}

std::optional<std::vector<NamePlace>> scopes_never_issued(Linting& linting, PolicyIndex policy) {
  ConditionUse use(linting, policy);
  std::vector<NamePlace> found;
  if (!use.concerns_anybody() && !use.is_limited()) return found;
  for (const NamePlace& scope : linting.snapshot().policies[policy.index()]->scopes) {
    if (use.is_never_true(has_scope(linting.snapshot().text(scope.name)))) found.push_back(scope);
  }
  if (use.is_limited()) return std::nullopt;
  return found;
}

}  // namespace accessdrift
