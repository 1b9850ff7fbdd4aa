#pragma once

#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/drift/witness.h"
#include "accessdrift/report/report.h"
#include "accessdrift/report/takes_effect.h"

namespace accessdrift {

/// What a report says about how its two sides were had: reading knows it, reasoning does not.
struct ReportContext {
  ReportSide before;
  ReportSide after;
  std::string mode;
  std::string plan = {}, onto = {};
  std::string project = {};
  std::vector<std::string> given_sources = {};
  std::vector<std::string> sources;
  std::vector<ReportVersion> versions = {};
  std::size_t files_ignored = 0;
  std::map<std::string, std::size_t> files_by_format;  ///< of the side after
  EffectTimes takes_effect = {};
  Diagnostics warnings;
  std::vector<ReportGuardrail> guardrails = {};
  bool are_guardrails_of_after = false;
  std::vector<ReportInvariant> invariants = {};
  std::vector<ReportNeed> needs = {};
  std::optional<ReportApprovals> approvals = {};
  /// By finding, as `roll_up` gives them: the guardrails that it makes fail. Empty: none.
  std::vector<std::vector<std::size_t>> failing_of = {};
  /// Likewise: what the after side expects. Empty: nothing.
  std::vector<bool> is_expected = {};
  std::vector<ReportOrigin> origins = {};  ///< of each edit; empty where there is nothing to tell
};

/// What of a report is worked out; a writer that does not print it does without.
struct ReportParts {
  bool labels = true;  ///< groups that name sets; else everybody is named
  bool causes = true;
  bool line_hashes = false;   ///< of what edits changed
  bool source_lines = false;  ///< likewise
  bool paths = false;         ///< by which groups and policies examples are decided
  bool situations = true;  ///< when access changes; else findings have neither answers, digests nor
                           ///< an order, and say only what changes for whom (`outline`)
  /// So many findings at least have answers and digests, in the order in which they are told; the
  /// others where the order hangs on them. Unless all have, the report has no digest. Nothing: all.
  std::optional<std::size_t> told = {};
};

/// Rolls the changes up, names them, finds the witnesses and has the plain interpreter decide each
/// again. A disagreement of the two engines takes the place of the report: it is a bug of ours
/// (exit 70).
[[nodiscard]] tl::expected<Report, Disagreement> make_report(Comparison& comparison,
                                                             ReportContext context,
                                                             ReportParts parts = {});

}  // namespace accessdrift
