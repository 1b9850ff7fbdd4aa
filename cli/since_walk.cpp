#include "cli/since_walk.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "accessdrift/history/step_walk.h"
#include "accessdrift/load/rounds.h"
#include "accessdrift/query/answered_alike.h"
#include "accessdrift/query/check.h"
#include "accessdrift/report/filter.h"
#include "accessdrift/report/make_report.h"
#include "cli/report_side.h"

namespace accessdrift::cli {
namespace {

/// A question that is asked of one commit after the other.
class SinceQuestion {
 public:
  explicit SinceQuestion(const AskedOfCommits& asked) : asked_(asked) {}

  /// What a snapshot does not have it denies.
  [[nodiscard]] Outcome ask(const std::shared_ptr<const Snapshot>& snapshot) const {
    Inquiry inquiry = inquire(snapshot, asked_.from);
    const auto target = find_asked_target(inquiry, asked_.action, asked_.resource);
    if (!target) return Outcome::Deny;
    const IdentityIndex identity =
        identity_of(asked_.who, *snapshot, *inquiry.population, SideOf::After);
    return check(inquiry, identity, *target, with_url(*target, asked_.told)).outcome;
  }

  /// The same to be told; nothing where the snapshot has nothing like that.
  [[nodiscard]] std::optional<CheckReport> answer(const std::shared_ptr<const Snapshot>& snapshot,
                                                  ReportSide side) const {
    Inquiry inquiry = inquire(snapshot, asked_.from);
    const auto target = find_asked_target(inquiry, asked_.action, asked_.resource);
    if (!target) return std::nullopt;
    const AskedIdentity found = find_asked_identity(inquiry, asked_.who);
    const RequestAttributes attributes = with_url(*target, asked_.told);
    const CheckAnswer answer = check(inquiry, found.identity, *target, attributes);
    return make_check_report(inquiry, answer, Request{asked_.who, {}, {}, attributes}, *target,
                             std::move(side));
  }

  /// Whether two snapshots that answer *only when* do so for the same requests.
  [[nodiscard]] bool is_alike(const HistoryStep& step) const {
    Comparison comparison = compare(step.snapshot_before, step.snapshot_after, asked_.from);
    return is_answered_alike(comparison, asked_.who, asked_.action, asked_.resource, asked_.told);
  }

  /// The edits of a step that are causes of what changes for who is asked about.
  [[nodiscard]] tl::expected<std::vector<ReportEdit>, Disagreement> because(
      const HistoryStep& step, const std::optional<CheckReport>& before,
      const CheckReport& after) const {
    Comparison comparison = compare(step.snapshot_before, step.snapshot_after, asked_.from);
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
    if (!answer.by_url) filter.actions = {asked_.action};
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

  const AskedOfCommits& asked_;
};

/// The way back to the step that changed the answer.
class SinceWalk {
 public:
  SinceWalk(const AskedOfCommits& asked, const FollowedSide& side)
      : question_(asked), side_(side), after_(question_.ask(side.loaded.snapshot)) {}

  [[nodiscard]] Result<tl::expected<SinceReport, Disagreement>> walk(std::size_t most_commits);

 private:
  using Made = tl::expected<SinceReport, Disagreement>;

  /// Whether the answer is another one before the step.
  [[nodiscard]] bool is_changed(const HistoryStep& step) {
    const Outcome before = question_.ask(step.snapshot_before);
    const bool is_changed =
        before != after_ || (before == Outcome::Open && !question_.is_alike(step));
    after_ = before;
    return is_changed;
  }
  /// From a commit to the work tree; without a snapshot where the commit cannot be read.
  [[nodiscard]] Result<HistoryStep> uncommitted(const Commit& head, Revisions& revisions);
  [[nodiscard]] Made tell(const HistoryStep& step);

  SinceQuestion question_;
  const FollowedSide& side_;
  Outcome after_;
  SinceReport report_;
};

Result<tl::expected<SinceReport, Disagreement>> SinceWalk::walk(std::size_t most_commits) {
  const Side& side = side_.sides.after;
  const auto tip =
      side.commit ? Result<Commit>(*side.commit) : side_.sides.repository->resolve("HEAD");
  if (!tip) return failure(tip.error());
  report_.now = question_.answer(side_.loaded.snapshot, report_side(side)).value();
  Revisions revisions(side_.sides.repository, side_.loader, side.path);
  if (!side.commit) {
    const auto step = uncommitted(*tip, revisions);
    if (!step) return failure(step.error());
    report_.is_not_committed = step->snapshot_before && is_changed(*step);
    if (report_.is_not_committed) return tell(*step);
  }
  std::optional<HistoryStep> found;
  std::size_t steps = 0;
  const auto visit = [&](const HistoryStep& step) {
    report_.is_bounded = steps == most_commits;
    ++steps;
    if (!report_.is_bounded && is_changed(step)) found = step;
    return !found && !report_.is_bounded;
  };
  const auto walked = walk_steps({{}, *tip, HistoryRange::Parents::First}, revisions, visit);
  if (!walked) return failure(walked.error());
  report_.commits = walked->commits;
  report_.unreadable = walked->unreadable.size();
  report_.is_cut = walked->cut > 0;
  if (!found) return Made(std::move(report_));
  report_.since = report_commit(found->after);
  return tell(*found);
}

Result<HistoryStep> SinceWalk::uncommitted(const Commit& head, Revisions& revisions) {
  HistoryStep step{head, {}, nullptr, side_.loaded.snapshot};
  Rounds rounds(revisions.told_so_far());
  auto before = revisions.read(head);
  while (before && rounds.is_another_needed(revisions.told_so_far())) {
    auto after = side_.loader.load_before(side_.sides.after);
    if (!after) return failure(std::move(after.error()));
    step.snapshot_after = std::move(after->snapshot);
    before = revisions.read(head);
  }
  if (Diagnostics problems = rounds.problems(); !problems.empty())
    return failure(std::move(problems));
  if (before) step.snapshot_before = std::move(*before);
  return step;
}

tl::expected<SinceReport, Disagreement> SinceWalk::tell(const HistoryStep& step) {
  report_.has_gap = step.has_gap;
  if (step.before) {
    report_.parent = report_commit(*step.before);
    report_.before =
        question_.answer(step.snapshot_before, {short_id(*step.before), {}, step.before->id});
  }
  const auto after = question_.answer(step.snapshot_after, {});
  auto because = question_.because(step, report_.before, after ? *after : report_.now);
  if (!because) return tl::unexpected(std::move(because.error()));
  report_.because = std::move(*because);
  return std::move(report_);
}

}  // namespace

Result<tl::expected<SinceReport, Disagreement>> follow_since(const AskedOfCommits& asked,
                                                             const FollowedSide& side,
                                                             std::size_t most_commits) {
  return SinceWalk(asked, side).walk(most_commits);
}

}  // namespace accessdrift::cli
