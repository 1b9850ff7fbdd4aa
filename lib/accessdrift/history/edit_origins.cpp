#include "accessdrift/history/edit_origins.h"

#include <algorithm>
#include <set>

#include "accessdrift/history/edit_numbers.h"
#include "accessdrift/history/fact_match.h"
#include "accessdrift/history/origin_walk.h"
#include "accessdrift/history/revisions.h"

namespace accessdrift {
namespace {

std::vector<Commit> newest_first(const std::set<std::size_t>& places,
                                 const std::vector<Commit>& commits) {
  std::vector<Commit> all;
  all.reserve(places.size());
  for (const std::size_t place : places) all.push_back(commits[place]);
  std::ranges::stable_sort(all, std::ranges::greater{}, &Commit::time);
  return all;
}

/// What its commits tell.
EditOrigin origin_of(const OriginWalk::Found& found, const std::vector<Commit>& commits) {
  EditOrigin origin;
  origin.has_gap = found.has_gap;
  if (found.is_cut) origin.kind = OriginKind::Cut;
  if (found.commits.empty()) return origin;
  origin.kind = OriginKind::Commits;
  origin.commits = newest_first(found.commits, commits);
  return origin;
}

/// Those of two commits, or of a commit and the work tree on top of another.
class Origins {
 public:
  Origins(const std::vector<Edit>& edits, const Sides& sides, const Loader::Pair& loaded,
          Loader& loader)
      : edits_(edits),
        sides_(sides),
        loaded_(loaded),
        loader_(loader),
        told_(loader.told_so_far()),
        origins_(edits.size()) {}

  Result<std::vector<EditOrigin>> find();

 private:
  /// Those that are not on disk only; nothing: the tip cannot be read, so nothing is known.
  [[nodiscard]] std::optional<EditNumbers> committed_on(const Commit& tip, OriginWalk& walk);
  [[nodiscard]] Result<bool> follow_after(const Commit& tip);
  [[nodiscard]] Result<bool> follow_before(const Commit& tip, const EditNumbers& edits);

  const std::vector<Edit>& edits_;
  const Sides& sides_;
  const Loader::Pair& loaded_;
  Loader& loader_;
  ToldByFormat told_;  ///< when both sides were read
  std::vector<EditOrigin> origins_;
};

Result<std::vector<EditOrigin>> Origins::find() {
  const Side& after = sides_.after;
  if (!sides_.repository || !sides_.before.commit) return std::vector<EditOrigin>{};
  if (!after.commit && !after.is_work_tree) return std::vector<EditOrigin>{};
  if (sides_.before.path != after.path) return std::vector<EditOrigin>{};
  auto tip = after.commit ? Result<Commit>(*after.commit) : sides_.repository->resolve("HEAD");
  if (!tip) return failure(std::move(tip.error()));
  const auto followed = follow_after(*tip);
  if (!followed) return failure(followed.error());
  return std::move(origins_);
}

std::optional<EditNumbers> Origins::committed_on(const Commit& tip, OriginWalk& walk) {
  const EditNumbers all = all_edits(edits_.size());
  if (sides_.after.commit) return all;
  std::optional<EditNumbers> committed = walk.same_on(tip);
  if (!committed) return std::nullopt;
  for (const std::size_t e : edits_without(all, *committed))
    origins_[e].kind = OriginKind::NotCommitted;
  return committed;
}

Result<bool> Origins::follow_after(const Commit& tip) {
  const Repository& repository = *sides_.repository;
  const Commit& before = *sides_.before.commit;
  Revisions revisions(sides_.repository, loader_, sides_.after.path);
  OriginWalk walk(revisions, {sides_.after, loader_, loaded_.after.snapshot, told_},
                  FactMatch(edits_, FactMatch::Tip::After));
  const std::optional<EditNumbers> committed = committed_on(tip, walk);
  if (!committed) return true;
  const auto commits = repository.commits_between(before, tip);
  if (!commits) return failure(commits.error());
  const auto found = walk.follow(*commits, *committed);
  if (!found) return failure(found.error());
  const auto own_of_before = repository.commits_between(tip, before);
  if (!own_of_before) return failure(own_of_before.error());
  EditNumbers elsewhere;
  for (const std::size_t e : *committed) {
    const OriginWalk::Found& one = (*found)[e];
    origins_[e] = origin_of(one, *commits);
    if (origins_[e].kind != OriginKind::Unknown || !one.leaves) continue;
    if (!own_of_before->empty()) {
      elsewhere.push_back(e);
    } else if (one.merge) {
      origins_[e].kind = OriginKind::Merge;
      origins_[e].commits = {(*commits)[*one.merge]};
    }
  }
  return elsewhere.empty() ? Result<bool>(true) : follow_before(tip, elsewhere);
}

Result<bool> Origins::follow_before(const Commit& tip, const EditNumbers& edits) {
  const Commit& before = *sides_.before.commit;
  Revisions revisions(sides_.repository, loader_, sides_.before.path);
  const auto commits = sides_.repository->commits_between(tip, before);
  if (!commits) return failure(commits.error());
  OriginWalk walk(revisions, {sides_.before, loader_, loaded_.before.snapshot, told_},
                  FactMatch(edits_, FactMatch::Tip::Before));
  const auto found = walk.follow(*commits, edits);
  if (!found) return failure(found.error());
  for (const std::size_t e : edits) {
    const OriginWalk::Found& one = (*found)[e];
    if (one.commits.empty()) continue;
    origins_[e].kind = OriginKind::BeforeOnly;
    origins_[e].commits = newest_first(one.commits, *commits);
    origins_[e].has_gap = one.has_gap;
  }
  return true;
}

}  // namespace

Result<std::vector<EditOrigin>> find_origins(const std::vector<Edit>& edits, const Sides& sides,
                                             const Loader::Pair& loaded, Loader& loader) {
  return Origins(edits, sides, loaded, loader).find();
}

}  // namespace accessdrift
