#pragma once

#include <span>

#include "accessdrift/base/diagnostic_rules.h"

namespace accessdrift {

// The codes by subject; `diagnostic_rules` puts them together. Order within a table is for its
// reader.

[[nodiscard]] std::span<const DiagnosticRule> document_rules();  ///< bytes, YAML, JSON
[[nodiscard]] std::span<const DiagnosticRule>
declaration_rules();  ///< one file of the native format by itself
[[nodiscard]] std::span<const DiagnosticRule> link_rules();  ///< what only all files of a side tell
[[nodiscard]] std::span<const DiagnosticRule> export_rules();     ///< files of other systems
[[nodiscard]] std::span<const DiagnosticRule> condition_rules();  ///< conditions and group rules
[[nodiscard]] std::span<const DiagnosticRule> side_rules();  ///< paths, revisions, repositories
[[nodiscard]] std::span<const DiagnosticRule>
program_rules();  ///< the command line, questions, output
[[nodiscard]] std::span<const DiagnosticRule> finding_rules();    ///< codes of findings
[[nodiscard]] std::span<const DiagnosticRule> lint_rules();       ///< codes of `lint`
[[nodiscard]] std::span<const DiagnosticRule> hoop_lint_rules();  ///< likewise of hoop's exports
[[nodiscard]] std::span<const DiagnosticRule>
google_iap_lint_rules();  ///< likewise of Google's IAP
[[nodiscard]] std::span<const DiagnosticRule>
pgbouncer_lint_rules();  ///< likewise of PgBouncer's configuration
[[nodiscard]] std::span<const DiagnosticRule>
postgresql_lint_rules();  ///< likewise of PostgreSQL's files
[[nodiscard]] std::span<const DiagnosticRule> proxysql_lint_rules();  ///< and of ProxySQL's

}  // namespace accessdrift
