#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "accessdrift/lint/lint.h"
#include "accessdrift/lint/policy_use.h"

namespace accessdrift {

/// What the checks read, and where they put what they find.
class Linting {
 public:
  Linting(Inquiry& inquiry, const LintOptions& options, LintFindings& findings)
      : inquiry_(inquiry), options_(options), findings_(findings), uses_(inquiry) {}

  [[nodiscard]] Inquiry& inquiry() { return inquiry_; }
  [[nodiscard]] Engine& engine() { return *inquiry_.engine; }
  [[nodiscard]] const Snapshot& snapshot() const { return *inquiry_.snapshot; }
  [[nodiscard]] const LintOptions& options() const { return options_; }
  /// By policy.
  [[nodiscard]] const std::vector<PolicyUse>& policy_uses() { return uses_.all(); }

  /// `about` names what the finding is about, kind of thing first.
  void add(Diagnostic told, std::initializer_list<std::string_view> about);
  void add_not_checked(std::string what) { findings_.not_checked.push_back(std::move(what)); }

 private:
  Inquiry& inquiry_;
  const LintOptions& options_;
  LintFindings& findings_;
  PolicyUses uses_;
};

// One file each.

void check_policy_never_matches(Linting& linting);        ///< AD201
void check_policy_shadowed(Linting& linting);             ///< AD202
void check_policy_redundant(Linting& linting);            ///< AD203
void check_deny_without_effect(Linting& linting);         ///< AD204
void check_condition_always_true(Linting& linting);       ///< AD205
void check_condition_always_false(Linting& linting);      ///< AD206
void check_group_cycle(Linting& linting);                 ///< AD207
void check_group_empty(Linting& linting);                 ///< AD208
void check_group_unused(Linting& linting);                ///< AD209
void check_expired(Linting& linting);                     ///< AD210
void check_expires_soon(Linting& linting);                ///< AD211
void check_identity_without_access(Linting& linting);     ///< AD212
void check_look_alikes(Linting& linting);                 ///< AD213
void check_scope_unused(Linting& linting);                ///< AD214
void check_client_unused(Linting& linting);               ///< AD215
void check_network_unused(Linting& linting);              ///< AD216
void check_window_unused(Linting& linting);               ///< AD217
void check_scope_not_issued(Linting& linting);            ///< AD218
void check_value_of_nobody(Linting& linting);             ///< AD219
void check_rule_error(Linting& linting);                  ///< AD220
void check_members_who_cannot_sign_in(Linting& linting);  ///< AD221
void check_policy_ends_soon(Linting& linting);            ///< AD223
void check_google_service_accounts(Linting& linting);     ///< GCP08
void check_google_allowed_domains(Linting& linting);      ///< GCP20
void check_way_past_networks(Linting& linting);           ///< PGB08
void check_remarks(Linting& linting);                     ///< of the formats of other systems

}  // namespace accessdrift
