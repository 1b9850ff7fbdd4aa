#include "cli/report_side.h"

#include "accessdrift/base/time_text.h"

namespace accessdrift::cli {

ReportSide report_side(const Side& side) {
  return {side.spec, side.note, side.commit ? side.commit->id : std::string()};
}

ReportCommit report_commit(const Commit& commit) {
  return {commit.id, commit.author, commit.subject, to_text(Instant{commit.time})};
}

ReportOrigin report_origin(const EditOrigin& origin) {
  ReportOrigin made{origin.kind, {}, origin.has_gap};
  for (const Commit& commit : origin.commits) made.commits.push_back(report_commit(commit));
  return made;
}

}  // namespace accessdrift::cli
