#include "accessdrift/report/origin_text.h"

#include <fmt/format.h>

#include "accessdrift/report/side_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kShortId = 7;
constexpr std::size_t kDateWidth = 10;

std::string gap_text(bool has_gap) {
  return has_gap ? ", or a commit before it that cannot be read" : "";
}

/// `A. Author, "flatten sre groups"`.
std::string doing_text(const ReportCommit& commit) {
  return fmt::format("{}, \"{}\"", shown_name(commit.author), shown_name(commit.subject));
}

std::string commits_text(const ReportOrigin& origin) {
  const ReportCommit& newest = origin.commits.front();
  std::string out = newest.id.substr(0, kShortId) + " " + doing_text(newest);
  if (origin.commits.size() > 1)
    out += ", and " + counted(origin.commits.size() - 1, "other commit", "other commits");
  return out + gap_text(origin.has_gap);
}

}  // namespace

std::string commit_line(const ReportCommit& commit, bool has_gap) {
  return commit.id.substr(0, kShortId) + " " + commit.time.substr(0, kDateWidth) + " " +
         doing_text(commit) + gap_text(has_gap);
}

std::string origin_text(const ReportOrigin& origin, const ReportSide& before) {
  switch (origin.kind) {
    case OriginKind::Commits:
      return commits_text(origin);
    case OriginKind::Merge:
      return commits_text(origin) + ", from a branch older than " + side_text(before);
    case OriginKind::NotCommitted:
      return "not committed";
    case OriginKind::BeforeOnly:
      return "made on " + shown_name(before.spec) + " only, by " + commits_text(origin);
    case OriginKind::Cut:
      return "commit unknown (shallow)";
    case OriginKind::Unknown:
      return "commit unknown";
  }
  return {};
}

std::string short_origin(const ReportEdit& edit) {
  if (!edit.origin) return {};
  const ReportOrigin& origin = *edit.origin;
  if (origin.kind == OriginKind::NotCommitted) return "  (not committed)";
  if (origin.commits.empty()) return {};
  const std::string id = origin.commits.front().id.substr(0, kShortId);
  if (origin.kind == OriginKind::BeforeOnly) return "  (" + id + ", before only)";
  return "  (" + id + ")";
}

}  // namespace accessdrift
