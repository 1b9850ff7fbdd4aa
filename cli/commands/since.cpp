#include "cli/commands/since.h"

#include <limits>

#include "accessdrift/report/since.h"
#include "cli/bug.h"
#include "cli/failure.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/since_walk.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

Diagnostic no_revision(const std::string& word) {
  return error_without_place("usage", "`" + word + "` is no revision",
                             "since follows the commits of one; HEAD if none is named");
}

}  // namespace

ExitCode run(const SinceOptions& options, Streams& streams) {
  Progress progress(streams, "reading");
  const auto failed = [&](const Diagnostics& problems) {
    progress.stop();
    return fail(streams, problems);
  };
  const std::string revision = options.revision.value_or("HEAD");
  const Result<Sides> sides = open_side(revision, ".");
  if (!sides) return failed(sides.error());
  const Side& side = sides->after;
  if (!side.commit) return failed({no_revision(revision)});
  Loader loader(options.project, options.sources, options.versions);
  loader.tell_apart(options.resource);
  const Result<LoadedSide> loaded = loader.load(side);
  if (!loaded) return failed(loaded.error());
  const Inquiry inquiry = inquire(loaded->snapshot, options.from);
  const auto target = find_asked_target(inquiry, options.action, options.resource);
  if (!target) return failed(target.error());
  const Result<RequestAttributes> told = told_attributes(options.request, inquiry);
  if (!told) return failed(told.error());

  progress.stage("following the commits");
  const AskedOfCommits asked = asked_of_commits(options, *told);
  constexpr std::size_t kAllCommits = std::numeric_limits<std::size_t>::max();
  const auto followed = follow_since(asked, {*sides, *loaded, loader}, kAllCommits);
  if (!followed) return failed(followed.error());
  progress.stop();
  if (!*followed) return report_bug(streams, followed->error().what);
  const SinceReport& report = **followed;
  warn(streams, sides->warnings);
  warn(streams, identity_warnings(options.who, find_asked_identity(inquiry, options.who)));
  warn(streams, target_warnings(*target, *inquiry.snapshot));
  streams.out(options.format == Format::Json ? write_since_json(report, tool_version())
                                             : write_since_text(report));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
