#include "cli/commands/log.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "accessdrift/history/step_walk.h"
#include "accessdrift/load/side_word.h"
#include "accessdrift/report/filter.h"
#include "accessdrift/report/log.h"
#include "accessdrift/report/make_report.h"
#include "cli/bug.h"
#include "cli/failure.h"
#include "cli/progress.h"
#include "cli/report_side.h"
#include "cli/resolve_filter.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

/// `A..B` and `A...B` are the commits of B that A does not have.
Result<HistoryRange> range_of(const LogOptions& options, const Repository& repository) {
  HistoryRange range;
  const std::string word = options.range.value_or("HEAD");
  const auto ends = split_range(word);
  auto to = repository.resolve(ends ? ends->after : word);
  if (!to) return failure(std::move(to.error()));
  range.to = std::move(*to);
  range.parents = options.all_parents ? HistoryRange::Parents::All : HistoryRange::Parents::First;
  if (!ends) return range;
  auto from = repository.resolve(ends->before);
  if (!from) return failure(std::move(from.error()));
  range.from = std::move(*from);
  return range;
}

/// Makes the entries, and notes what selects nothing anywhere.
class LogMaker {
 public:
  explicit LogMaker(const LogOptions& options) : options_(options) {}

  /// False after a disagreement.
  bool take(const HistoryStep& step) {
    Comparison comparison =
        compare(step.snapshot_before, step.snapshot_after, options_.from.value_or(step.after.time));
    ResolvedFilter resolved = resolve_filter_of_one(options_.filter, comparison);
    note_unknown(std::move(resolved.unknown));
    if (comparison.changes.empty()) return true;
    auto report = make_report(comparison, {}, parts_of(step));
    if (!report) {
      disagreement_ = std::move(report.error());
      return false;
    }
    if (step.own) leave_own(comparison, *step.own, *report);
    apply_filter(*report, resolved.filter);
    log_.filters = report->filters;
    if (report->findings.empty()) return true;
    log_.entries.push_back({report_commit(step.after), step.before ? step.before->id : "",
                            step.has_gap, std::move(*report)});
    return true;
  }

  /// What selects nothing in any step may still select something in a commit.
  void note_unknown_of(const std::shared_ptr<const Snapshot>& snapshot) {
    if (!is_first_ && unknown_.empty()) return;
    Comparison same = compare(snapshot, snapshot, options_.from.value_or(0));
    note_unknown(resolve_filter_of_one(options_.filter, same).unknown);
  }

  [[nodiscard]] const std::optional<Disagreement>& disagreement() const { return disagreement_; }
  /// Filters that selected nothing in any comparison.
  [[nodiscard]] const Diagnostics& unknown() const { return unknown_; }

  LogReport finish(const HistoryWalk& walked) {
    log_.range = options_.range.value_or("HEAD");
    log_.commits = walked.commits;
    log_.cut = walked.cut;
    std::ranges::transform(walked.unreadable, std::back_inserter(log_.unreadable), report_commit);
    return std::move(log_);
  }

 private:
  /// Drops what a merge has from one of its parents, since that has commits of its own.
  static void leave_own(const Comparison& comparison, const std::set<FactKey>& own,
                        Report& report) {
    const auto is_own = [&](std::size_t edit) { return own.contains(comparison.edits[edit].key); };
    std::erase_if(report.findings, [&](const ReportFinding& finding) {
      return finding.cause &&
             std::ranges::all_of(finding.cause->because, [&](const ReportEditSet& set) {
               return std::ranges::none_of(set.edits, is_own);
             });
    });
    count_summary(report);
  }

  /// What is not printed is not worked out, nor what everything comes from where nothing was.
  [[nodiscard]] ReportParts parts_of(const HistoryStep& step) const {
    const bool is_short = options_.oneline || options_.stat;
    const bool tells_causes = step.own || (!is_short && step.before);
    return {options_.format != Format::Csv && !is_short, tells_causes};
  }

  void note_unknown(Diagnostics unknown) {
    if (is_first_) unknown_ = unknown;
    is_first_ = false;
    std::erase_if(unknown_, [&](const Diagnostic& one) {
      return std::ranges::find(unknown, one.message, &Diagnostic::message) == unknown.end();
    });
  }

  const LogOptions& options_;
  LogReport log_;
  std::optional<Disagreement> disagreement_;
  Diagnostics unknown_;
  bool is_first_ = true;
};

std::string written(const LogReport& log, const LogOptions& options, const Streams& streams) {
  TextOptions text;
  text.color = uses_color(options.color, streams.out_is_terminal(), read_color_environment());
  text.limit = options.limit;
  text.expand = options.expand;
  if (options.format == Format::Json) return write_log_json(log, tool_version());
  if (options.format == Format::Csv) return write_log_csv(log);
  if (options.oneline) return write_log_oneline(log, text);
  return options.stat ? write_log_stat(log, text) : write_log_text(log, text);
}

}  // namespace

ExitCode run(const LogOptions& options, Streams& streams) {
  Progress progress(streams, "following the commits");
  const auto failed = [&](const Diagnostics& problems) {
    progress.stop();
    return fail(streams, problems, options.color);
  };
  auto found = Repository::discover(".");
  if (!found) return failed(found.error());
  const std::shared_ptr<const Repository> repository = std::move(*found);
  const Result<HistoryRange> range = range_of(options, *repository);
  if (!range) return failed(range.error());
  Loader loader(options.project, options.sources, options.versions);
  if (const Diagnostics problems = loader.read_given_project(); !problems.empty())
    return failed(problems);
  Revisions revisions(repository, loader);
  LogMaker maker(options);
  const auto walked =
      walk_steps(*range, revisions, [&](const HistoryStep& step) { return maker.take(step); });
  if (!walked) return failed(walked.error());
  if (const auto tip = revisions.read(range->to)) maker.note_unknown_of(*tip);
  if (!maker.unknown().empty()) return failed(maker.unknown());
  progress.stop();
  if (maker.disagreement()) return report_bug(streams, maker.disagreement()->what);
  warn(streams, repository->warnings(), options.color);
  streams.out(written(maker.finish(*walked), options, streams));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
