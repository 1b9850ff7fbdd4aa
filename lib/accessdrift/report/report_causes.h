#pragma once

#include "accessdrift/cause/caused_findings.h"
#include "accessdrift/drift/witness.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// Nothing if it was not searched.
[[nodiscard]] std::optional<ReportCause> report_cause(const CausedFinding& part,
                                                      const Comparison& comparison);

/// For which of the requests that are decided differently the cause is so, in the words of the side
/// that the finding is told in. REQUIRES: for some only.
[[nodiscard]] AnswerText requests_text(const CausedFinding& part, const Comparison& comparison);

/// A request of the part, told completely as that of the whole is; the latter if the part's words
/// do not tell one. REQUIRES: likewise.
[[nodiscard]] Witness witness_of_part(const CausedFinding& part, Witness of_whole,
                                      const Comparison& comparison);

/// Whether these unknowns alone, sorted, tell the part from the others: nothing that a request
/// tells is among its conditions.
[[nodiscard]] bool is_of_worlds(const CausedFinding& part, const AnswerText& requests,
                                const std::vector<std::string>& unknowns);

/// Leaves the patterns of the URLs of which the cause is told, if others have other causes.
void keep_urls_of(const CausedFinding& part, std::vector<UrlText>& urls);

}  // namespace accessdrift
