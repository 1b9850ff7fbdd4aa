#include "accessdrift/base/diagnostic_rules.h"

#include <algorithm>
#include <vector>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

std::vector<DiagnosticRule> all_rules() {
  std::vector<DiagnosticRule> all;
  for (const auto table :
       {document_rules(), declaration_rules(), link_rules(), export_rules(), condition_rules(),
        side_rules(), program_rules(), finding_rules(), lint_rules(), hoop_lint_rules(),
        google_iap_lint_rules(), pgbouncer_lint_rules(), postgresql_lint_rules(),
        proxysql_lint_rules()}) {
    all.insert(all.end(), table.begin(), table.end());
  }
  std::ranges::sort(all, {}, &DiagnosticRule::code);
  return all;
}

}  // namespace

std::span<const DiagnosticRule> diagnostic_rules() {
  static const std::vector<DiagnosticRule> kAll = all_rules();
  return kAll;
}

const DiagnosticRule* find_rule(std::string_view code) {
  const std::span<const DiagnosticRule> all = diagnostic_rules();
  const auto found = std::ranges::lower_bound(all, code, {}, &DiagnosticRule::code);
  return found != all.end() && found->code == code ? &*found : nullptr;
}

}  // namespace accessdrift
