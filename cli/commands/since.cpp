#include "cli/commands/since.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "accessdrift/history/step_walk.h"
#include "accessdrift/query/answered_alike.h"
#include "accessdrift/query/check.h"
#include "accessdrift/report/filter.h"
#include "accessdrift/report/make_report.h"
#include "accessdrift/report/since.h"
#include "cli/bug.h"
#include "cli/failure.h"
#include "cli/outcome_code.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_side.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

/// A question that is asked of one commit after the other.
class SinceQuestion {
 public:
  SinceQuestion(const SinceOptions& options, RequestAttributes told)
      : options_(options), told_(std::move(told)) {}

  /// What a snapshot does not have it denies.
  [[nodiscard]] Outcome ask(const std::shared_ptr<const Snapshot>& snapshot) const {
    Inquiry inquiry = inquire(snapshot, options_.from);
    const auto target = find_asked_target(inquiry, options_.action, options_.resource);
    if (!target) return Outcome::Deny;
    const IdentityIndex identity =
        identity_of(options_.who, *snapshot, *inquiry.population, SideOf::After);
    return check(inquiry, identity, *target, with_url(*target, told_)).outcome;
  }

  /// The same to be told; nothing where the snapshot has nothing like that.
  [[nodiscard]] std::optional<CheckReport> answer(const std::shared_ptr<const Snapshot>& snapshot,
                                                  ReportSide side) const {
    Inquiry inquiry = inquire(snapshot, options_.from);
    const auto target = find_asked_target(inquiry, options_.action, options_.resource);
    if (!target) return std::nullopt;
    const AskedIdentity asked = find_asked_identity(inquiry, options_.who);
    const RequestAttributes attributes = with_url(*target, told_);
    const CheckAnswer answer = check(inquiry, asked.identity, *target, attributes);
    return make_check_report(inquiry, answer, Request{options_.who, {}, {}, attributes}, *target,
                             std::move(side));
  }

  /// Whether two snapshots that answer *only when* do so for the same requests.
  [[nodiscard]] bool is_alike(const HistoryStep& step) const {
    Comparison comparison = compare(step.snapshot_before, step.snapshot_after, options_.from);
    return is_answered_alike(comparison, options_.who, options_.action, options_.resource, told_);
  }

  /// The edits of a step that are causes of what changes for who is asked about.
  [[nodiscard]] tl::expected<std::vector<ReportEdit>, Disagreement> because(
      const HistoryStep& step, const std::optional<CheckReport>& before,
      const CheckReport& after) const {
    Comparison comparison = compare(step.snapshot_before, step.snapshot_after, options_.from);
    auto report = make_report(comparison, {}, {.labels = false});
    if (!report) return tl::unexpected(std::move(report.error()));
    ReportFilter filter;
    add_to(filter, after);
    if (before) add_to(filter, *before);
    apply_filter(*report, filter);
    return edits_of(*report);
  }

 private:
  void add_to(ReportFilter& filter, const CheckReport& answer) const {
    filter.identities.push_back(answer.who.id.empty() ? std::string(kAnonymous) : answer.who.id);
    if (!answer.request.resource.empty()) filter.resources.push_back(answer.request.resource);
    if (!answer.by_url) filter.actions = {options_.action};
  }

  [[nodiscard]] static std::vector<ReportEdit> edits_of(const Report& report) {
    std::set<std::size_t> places;
    for (const ReportFinding& finding : report.findings) {
      if (!finding.cause) continue;
      for (const ReportEditSet& set : finding.cause->because)
        places.insert(set.edits.begin(), set.edits.end());
    }
    std::vector<ReportEdit> edits;
    edits.reserve(places.size());
    for (const std::size_t place : places) edits.push_back(report.edits[place]);
    return edits;
  }

  const SinceOptions& options_;
  RequestAttributes told_;
};

/// Follows the commits of a side back to the step that changed the answer.
Result<std::optional<Disagreement>> follow(const SinceQuestion& question, const Sides& sides,
                                           Loader& loader, const LoadedSide& loaded,
                                           SinceReport& report) {
  Revisions revisions(sides.repository, loader, sides.after.path);
  Outcome after = question.ask(loaded.snapshot);
  std::optional<HistoryStep> found;
  const auto visit = [&](const HistoryStep& step) {
    const Outcome before = question.ask(step.snapshot_before);
    const bool is_changed =
        before != after || (before == Outcome::Open && !question.is_alike(step));
    if (is_changed) found = step;
    after = before;
    return !is_changed;
  };
  const HistoryRange range{{}, *sides.after.commit, HistoryRange::Parents::First};
  const auto walked = walk_steps(range, revisions, visit);
  if (!walked) return failure(walked.error());
  report.commits = walked->commits;
  report.unreadable = walked->unreadable.size();
  report.is_cut = walked->is_cut;
  if (!found) return std::optional<Disagreement>{};
  report.since = report_commit(found->after);
  report.has_gap = found->has_gap;
  if (found->before) {
    report.parent = report_commit(*found->before);
    report.before =
        question.answer(found->snapshot_before, {short_id(*found->before), {}, found->before->id});
  }
  const auto changed = question.answer(found->snapshot_after, {});
  auto because = question.because(*found, report.before, changed ? *changed : report.now);
  if (!because) return std::optional(std::move(because.error()));
  report.because = std::move(*because);
  return std::optional<Disagreement>{};
}

Result<RequestAttributes> told_of(const SinceOptions& options, const Inquiry& inquiry) {
  Result<RequestAttributes> told = told_attributes(options.request, inquiry);
  const bool is_any_time =
      std::ranges::find(options.request.set, std::string(kAnyTime)) != options.request.set.end();
  if (told && !is_any_time)
    told->try_emplace(std::string(kTime), Told::present(Time{options.from}));
  return told;
}

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
  Loader loader;
  const Result<LoadedSide> loaded = loader.load(side);
  if (!loaded) return failed(loaded.error());
  const Inquiry inquiry = inquire(loaded->snapshot, options.from);
  const auto target = find_asked_target(inquiry, options.action, options.resource);
  if (!target) return failed(target.error());
  const Result<RequestAttributes> told = told_of(options, inquiry);
  if (!told) return failed(told.error());

  const SinceQuestion question(options, *told);
  SinceReport report;
  report.now = question.answer(loaded->snapshot, report_side(side)).value();
  progress.stage("following the commits");
  const auto disagreement = follow(question, *sides, loader, *loaded, report);
  if (!disagreement) return failed(disagreement.error());
  progress.stop();
  if (*disagreement) return report_bug(streams, (*disagreement)->what);
  warn(streams, sides->warnings);
  warn(streams, identity_warnings(options.who, find_asked_identity(inquiry, options.who)));
  warn(streams, target_warnings(*target, *inquiry.snapshot));
  streams.out(options.format == Format::Json ? write_since_json(report, tool_version())
                                             : write_since_text(report));
  return exit_code_of(report.now.outcome);
}

}  // namespace accessdrift::cli
