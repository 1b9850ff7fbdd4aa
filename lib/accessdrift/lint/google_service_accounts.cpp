#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/added_criteria.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/condition_use.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
namespace {

constexpr std::string_view kDevice = "iap.device.";

/// The condition on requests that come from no device; nothing if it asks for none.
std::optional<Expression> without_device(const Snapshot& snapshot, const Expression& condition) {
  AddedCriteria asked(condition);
  bool is_any = false;
  for (const std::string& name :
       attributes_read(condition, condition.root(), Operator::RequestAttribute)) {
    const auto declared = snapshot.schema.request.find(name);
    if (!name.starts_with(kDevice) || declared == snapshot.schema.request.end()) continue;
    is_any = true;
    asked.without(name, declared->second.kind, declared->second.is_required);
  }
  if (!is_any) return std::nullopt;
  return asked.take();
}

/// Of a policy those services that it names by themselves.
std::vector<Mention> services_of(const PolicyDeclaration& policy) {
  std::vector<Mention> services;
  std::ranges::copy_if(policy.who, std::back_inserter(services), [&](const Mention& mention) {
    return mention.kind == MentionKind::User &&
           std::ranges::find(policy.services, mention.id) != policy.services.end();
  });
  return services;
}

void tell(PolicyIndex policy, const Mention& service, Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const Declared<PolicyDeclaration>& declared = snapshot.policies[policy.index()];
  const std::string_view id = snapshot.text(service.id);
  Diagnostic told;
  told.severity = Severity::Warning;
  told.code = "GCP08";
  told.message = fmt::format("{} asks service account `{}` for a device",
                             policy_text(snapshot, policy), shortened(id));
  told.span = declared.span(service.place);
  told.label = "services have none, so it allows this one nothing";
  linting.add(std::move(told), {"policy", snapshot.text(declared->id), "identity", id});
}

/// `asked`: its condition on requests that come from no device.
void check(PolicyIndex policy, const Expression& asked, Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const Engine& engine = linting.engine();
  ConditionUse use(linting, policy);
  if (!use.concerns_anybody() || use.is_never_true(*snapshot.conditions[policy.index()])) return;
  for (const Mention& mention : services_of(*snapshot.policies[policy.index()].it)) {
    const UserIndex user = snapshot.user_by_name.find(mention.id);
    if (user.is_none()) continue;
    IdentitySet service;
    service.add(engine.population().identity(user, engine.side()));
    if (use.is_never_true_for(asked, service) && !use.is_limited()) tell(policy, mention, linting);
  }
}

}  // namespace

/// Services have no device. Each that is named by itself is looked at.
void check_google_service_accounts(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& policy = snapshot.policies[p];
    const auto& condition = snapshot.conditions[p];
    if (condition == nullptr || policy->services.empty() || policy->is_implied) continue;
    if (const auto asked = without_device(snapshot, *condition))
      check(PolicyIndex{p}, *asked, linting);
  }
}

}  // namespace accessdrift
