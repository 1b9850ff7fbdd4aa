#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/answers.h"
#include "accessdrift/report/json_writer.h"

namespace accessdrift {

/// What `since` has to say: an answer, the commit since which it holds, and what it was before.
struct SinceReport {
  CheckReport now;
  std::optional<ReportCommit> since;   ///< nothing: no commit that was looked at changed it
  std::optional<ReportCommit> parent;  ///< nothing: `since` is a first commit
  std::optional<CheckReport> before;   ///< on the parent; nothing: there was no such thing to do
  std::vector<ReportEdit> because;     ///< the edits of the causes, as far as they are known
  std::size_t commits = 0;             ///< looked at
  std::size_t unreadable = 0;          ///< of them
  bool has_gap = false;                ///< commits between the parent and `since` cannot be read
  bool is_cut = false;                 ///< the shallow clone ends before an answer
  bool is_bounded = false;             ///< no more commits were looked at
  bool is_not_committed = false;       ///< the work tree makes it so; `parent` is HEAD
};

/// `3788abc 2026-03-10 C. Nunes, "…"; before, on f2cf35d: allow`. Escaped, without line break.
[[nodiscard]] std::string since_line(const SinceReport& report);
/// An object: the commit, the causes, the answer before; or null.
void write_since(JsonWriter& json, const SinceReport& report);

[[nodiscard]] std::string write_since_text(const SinceReport& report);
[[nodiscard]] std::string write_since_json(const SinceReport& report,
                                           std::string_view tool_version);

}  // namespace accessdrift
