#include "accessdrift/history/step_walk.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "accessdrift/history/fact_match.h"
#include "accessdrift/load/rounds.h"

namespace accessdrift {
namespace {

Result<std::vector<Commit>> commits_of(const HistoryRange& range, const Repository& repository) {
  if (range.parents == HistoryRange::Parents::All)
    return range.from ? repository.commits_between(*range.from, range.to)
                      : repository.ancestors(range.to);
  auto line = repository.first_parents(range.to);
  if (!line || !range.from) return line;
  const auto between = repository.commits_between(*range.from, range.to);
  if (!between) return failure(between.error());
  std::unordered_set<std::string> ids;
  for (const Commit& commit : *between) ids.insert(commit.id);
  const auto rest =
      std::ranges::find_if(*line, [&](const Commit& commit) { return !ids.contains(commit.id); });
  line->erase(rest, line->end());
  return line;
}

class StepWalk {
 public:
  StepWalk(const HistoryRange& range, Revisions& revisions)
      : range_(range), revisions_(revisions) {}

  Result<HistoryWalk> walk(const std::function<bool(const HistoryStep&)>& visit) {
    const auto commits = commits_of(range_, revisions_.repository());
    if (!commits) return failure(commits.error());
    for (const Commit& commit : *commits) {
      ++walk_.commits;
      const auto after = revisions_.read(commit);
      if (!after) {
        walk_.unreadable.push_back(commit);
        continue;
      }
      HistoryStep step{{}, commit, {}, *after, false};
      const auto goes_on = take(std::move(step), visit);
      if (!goes_on) return failure(goes_on.error());
      if (!*goes_on) break;
    }
    return std::move(walk_);
  }

 private:
  Result<bool> take(HistoryStep step, const std::function<bool(const HistoryStep&)>& visit) {
    if (revisions_.repository().is_end(step.after)) {
      ++walk_.cut;
      return true;
    }
    const auto parents = revisions_.repository().parents(step.after);
    if (!parents) return failure(parents.error());
    Rounds rounds(revisions_.told_so_far());
    const auto found = find_before(*parents, step);
    if (!found) return failure(found.error());
    if (!*found) return true;
    if (Diagnostics problems = settle(step, std::move(rounds), [] {}); !problems.empty())
      return failure(std::move(problems));
    if (step.snapshot_before == step.snapshot_after) return true;
    const bool is_merge = range_.parents == HistoryRange::Parents::All && parents->size() > 1;
    if (is_merge) {
      auto own = own_of(step, *parents);
      if (!own) return failure(std::move(own.error()));
      step.own = std::move(*own);
    }
    return is_merge && step.own->empty() ? true : visit(step);
  }

  /// Reads it again until it is read with all that it and the others tell each other.
  [[nodiscard]] Diagnostics settle(HistoryStep& step, Rounds rounds,
                                   const std::function<void()>& read_others) {
    while (rounds.is_another_needed(revisions_.told_so_far())) {
      if (Diagnostics problems = read_again(step); !problems.empty()) return problems;
      read_others();
    }
    return rounds.problems();
  }

  [[nodiscard]] Diagnostics read_again(HistoryStep& step) {
    auto after = revisions_.read(step.after);
    if (!after) return std::move(after.error());
    auto before = step.before ? revisions_.read(*step.before) : revisions_.nothing();
    if (!before) return std::move(before.error());
    step.snapshot_after = std::move(*after);
    step.snapshot_before = std::move(*before);
    return {};
  }

  /// The first parent, or of one that cannot be read its own. False where a clone ends before.
  Result<bool> find_before(std::vector<Commit> parents, HistoryStep& step) {
    while (!parents.empty()) {
      Commit first = parents.front();
      if (auto snapshot = revisions_.read(first)) {
        step.before = std::move(first);
        step.snapshot_before = std::move(*snapshot);
        return true;
      }
      step.has_gap = true;
      if (revisions_.repository().is_end(first)) {
        ++walk_.cut;
        return false;
      }
      auto next = revisions_.repository().parents(first);
      if (!next) return failure(std::move(next.error()));
      parents = std::move(*next);
    }
    auto nothing = revisions_.nothing();
    if (!nothing) return failure(std::move(nothing.error()));
    step.snapshot_before = std::move(*nothing);
    return true;
  }

  /// Those of commits that can be read.
  [[nodiscard]] std::vector<std::shared_ptr<const Snapshot>> read_all(
      const std::vector<Commit>& commits) {
    std::vector<std::shared_ptr<const Snapshot>> snapshots;
    for (const Commit& commit : commits) {
      if (auto snapshot = revisions_.read(commit)) snapshots.push_back(std::move(*snapshot));
    }
    return snapshots;
  }

  /// What a merge declares otherwise than every parent.
  [[nodiscard]] Result<std::set<FactKey>> own_of(HistoryStep& step,
                                                 const std::vector<Commit>& parents) {
    Rounds rounds(revisions_.told_so_far());
    auto snapshots = read_all(parents);
    Diagnostics problems = settle(step, std::move(rounds), [&] { snapshots = read_all(parents); });
    if (!problems.empty()) return failure(std::move(problems));
    const std::vector<Edit> edits = find_edits(*step.snapshot_before, *step.snapshot_after);
    const FactMatch facts(edits, FactMatch::Tip::After);
    std::vector<std::size_t> parents_without(edits.size());
    for (const std::shared_ptr<const Snapshot>& snapshot : snapshots) {
      for (const std::size_t e : facts.differing(find_edits(*snapshot, *step.snapshot_after)))
        ++parents_without[e];
    }
    std::set<FactKey> own;
    for (std::size_t e = 0; e < edits.size(); ++e) {
      if (parents_without[e] == snapshots.size()) own.insert(edits[e].key);
    }
    return own;
  }

  const HistoryRange& range_;
  Revisions& revisions_;
  HistoryWalk walk_;
};

}  // namespace

Result<HistoryWalk> walk_steps(const HistoryRange& range, Revisions& revisions,
                               const std::function<bool(const HistoryStep&)>& visit) {
  return StepWalk(range, revisions).walk(visit);
}

}  // namespace accessdrift
