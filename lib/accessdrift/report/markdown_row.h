#pragma once

#include <string>
#include <string_view>

#include "accessdrift/report/told_findings.h"

namespace accessdrift {

/// A name, or a sentence with names in it, as a code span; a long one is cut in its middle, which
/// is said.
[[nodiscard]] std::string code_name(std::string_view name);
[[nodiscard]] std::string code_text(std::string_view text);

/// ` (9f03b7d)`, the commit of an edit; empty where none is told
[[nodiscard]] std::string commit_mark(const ReportEdit& edit);

/// `access.yaml:118`
[[nodiscard]] std::string code_place(const PlaceText& place);

/// The head of a table of findings.
inline constexpr std::string_view kMarkdownTableHead =
    "| | Who | What | When | Because |\n|-|-|-|-|-|\n";

/// A row of it: what a finding is, about whom and what, when, and the edits that bring it about
/// (UX c4). Names stand in code spans only.
[[nodiscard]] std::string markdown_row(const Report& report, const ToldFinding& told);

}  // namespace accessdrift
