#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/write_diff.h"

namespace accessdrift {

/// A commit that changes access, and what it changes against its first parent.
struct LogEntry {
  ReportCommit commit;
  std::string parent;    ///< id; empty: it is a first commit
  bool has_gap = false;  ///< commits between the two cannot be read
  Report report;
};

/// What `log` has to say of a range of commits, the newest first.
struct LogReport {
  std::string range;  ///< as it was asked for
  std::vector<std::string> filters;
  std::vector<LogEntry> entries;
  std::size_t commits = 0;  ///< looked at, those that change nothing among them
  std::vector<ReportCommit> unreadable;
  std::size_t cut = 0;  ///< of them, where a shallow clone ends: what they change is not known
};

[[nodiscard]] std::string write_log_text(const LogReport& log, const TextOptions& options);
/// One line a commit.
[[nodiscard]] std::string write_log_oneline(const LogReport& log, const TextOptions& options);
/// The resources of each commit, as `write_stat`.
[[nodiscard]] std::string write_log_stat(const LogReport& log, const TextOptions& options);
[[nodiscard]] std::string write_log_json(const LogReport& log, std::string_view tool_version);
/// The rows of `write_csv` behind the id of their commit.
[[nodiscard]] std::string write_log_csv(const LogReport& log);

}  // namespace accessdrift
