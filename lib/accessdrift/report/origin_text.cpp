#include "accessdrift/report/origin_text.h"

#include <fmt/format.h>

#include "accessdrift/report/side_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kShortId = 7;

std::string commits_text(const ReportOrigin& origin) {
  const ReportCommit& newest = origin.commits.front();
  std::string out = fmt::format("{} {}, \"{}\"", newest.id.substr(0, kShortId),
                                shown_name(newest.author), shown_name(newest.subject));
  if (origin.commits.size() > 1)
    out += ", and " + counted(origin.commits.size() - 1, "other commit", "other commits");
  if (origin.has_gap) out += ", or a commit before it that cannot be read";
  return out;
}

}  // namespace

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
