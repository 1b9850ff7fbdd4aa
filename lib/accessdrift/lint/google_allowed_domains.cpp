#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/policy_text.h"

namespace accessdrift {
namespace {

std::vector<PolicyIndex> gates_of_domains(const Snapshot& snapshot) {
  std::vector<PolicyIndex> gates;
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& policy = snapshot.policies[p];
    if (policy->is_gate_of_domains) gates.push_back(PolicyIndex{p});
  }
  return gates;
}

/// Accounts that something names, and no stand-ins for others.
IdentitySet accounts(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  IdentitySet all;
  for (std::size_t u = 0; u < snapshot.users.size(); ++u) {
    const UserIndex user{u};
    const Unlisted* const unlisted = snapshot.unlisted_user(user);
    const bool is_one = snapshot.user_id(user).find('@') != std::string_view::npos &&
                        !snapshot.user_id(user).starts_with('*');
    if (is_one && (unlisted == nullptr || unlisted->kind == Unlisted::Kind::Mentioned))
      all.add(linting.engine().population().identity(user, linting.engine().side()));
  }
  return all;
}

class KeptOut {
 public:
  explicit KeptOut(Linting& linting) : linting_(linting), accounts_(accounts(linting)) {}

  /// Whom a policy names and a gate does not, who gets in nowhere that both are about.
  IdentitySet by(PolicyIndex gate, PolicyIndex policy) {
    PolicyMaps& maps = linting_.engine().policy_maps();
    IdentitySet out = (maps.named(policy) & accounts_) - maps.named(gate);
    bool is_any = false;
    const std::vector<ResourceAction> guarded = targets_of(linting_.engine(), gate);
    for (const ResourceAction& target : targets_of(linting_.engine(), policy)) {
      if (out.is_empty()) break;
      if (std::ranges::find(guarded, target) == guarded.end()) continue;
      is_any = true;
      linting_.engine().universe().diagrams().start_target();
      const Engine::Access access = linting_.engine().access(target, out);
      if (access.is_limited) return {};
      for (const AccessMap::Part& part : access.map.parts) out -= part.identities;
    }
    return is_any ? out : IdentitySet();
  }

 private:
  Linting& linting_;
  IdentitySet accounts_;
};

}  // namespace

/// That settings keep somebody out whom a binding names.
void check_google_allowed_domains(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const std::vector<PolicyIndex> gates = gates_of_domains(snapshot);
  if (gates.empty()) return;
  KeptOut kept_out(linting);
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const auto& policy = snapshot.policies[p];
    if (policy->effect == Effect::Deny || policy->is_implied) continue;
    for (const PolicyIndex gate : gates) {
      const std::vector<std::uint32_t> out = kept_out.by(gate, PolicyIndex{p}).numbers();
      if (out.empty()) continue;
      const std::string first = linting.engine().population().printed(IdentityIndex{out.front()});
      Diagnostic told = about_policy(
          snapshot, PolicyIndex{p}, Severity::Warning, "GCP20",
          fmt::format("{} names `{}`{}, of no allowed domain",
                      policy_text(snapshot, PolicyIndex{p}), shortened(first),
                      out.size() > 1 ? fmt::format(" and {} more", out.size() - 1) : ""));
      told.label = "no request of theirs is allowed";
      told.notes.push_back({snapshot.policies[gate.index()].key(), "these settings keep them out"});
      linting.add(std::move(told), {"policy", snapshot.text(policy->id), "gate",
                                    snapshot.text(snapshot.policies[gate.index()]->id)});
    }
  }
}

}  // namespace accessdrift
