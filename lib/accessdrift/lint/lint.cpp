#include "accessdrift/lint/lint.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "accessdrift/base/digest.h"
#include "accessdrift/lint/checks.h"

namespace accessdrift {
namespace {

constexpr std::array kChecks{
    check_policy_never_matches,
    check_policy_shadowed,
    check_policy_redundant,
    check_deny_without_effect,
    check_condition_always_true,
    check_condition_always_false,
    check_group_cycle,
    check_group_empty,
    check_group_unused,
    check_expired,
    check_expires_soon,
    check_identity_without_access,
    check_look_alikes,
    check_scope_unused,
    check_client_unused,
    check_network_unused,
    check_window_unused,
    check_scope_not_issued,
    check_value_of_nobody,
    check_rule_error,
    check_members_who_cannot_sign_in,
    check_policy_ends_soon,
    check_google_service_accounts,
    check_google_allowed_domains,
    check_way_past_networks,
    check_remarks,
};

bool stands_before(const LintFinding& a, const LintFinding& b) {
  if (a.told.code != b.told.code) return a.told.code < b.told.code;
  const auto order = compare_spans(a.told.span, b.told.span);
  if (order != std::strong_ordering::equal) return order == std::strong_ordering::less;
  return std::tie(a.told.message, a.id) < std::tie(b.told.message, b.id);
}

}  // namespace

void Linting::add(Diagnostic told, std::initializer_list<std::string_view> about) {
  Digest digest;
  digest.add(told.code);
  for (const std::string_view field : about) digest.add(field);
  findings_.all.push_back({std::move(told), "adl1:" + digest.hex(16)});
}

LintFindings lint(Inquiry& inquiry, const LintOptions& options) {
  LintFindings findings;
  Linting linting(inquiry, options, findings);
  for (const auto check : kChecks) check(linting);
  std::ranges::sort(findings.all, stands_before);
  std::ranges::sort(findings.not_checked);
  const auto repeated = std::ranges::unique(findings.not_checked);
  findings.not_checked.erase(repeated.begin(), repeated.end());
  return findings;
}

}  // namespace accessdrift
