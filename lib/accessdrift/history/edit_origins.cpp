#include "accessdrift/history/edit_origins.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "accessdrift/history/fact_match.h"
#include "accessdrift/history/revisions.h"

namespace accessdrift {
namespace {

using EditSet = std::vector<std::size_t>;  // ascending

EditSet all_of(std::size_t count) {
  EditSet all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

EditSet without(const EditSet& one, const EditSet& other) {
  EditSet rest;
  std::ranges::set_difference(one, other, std::back_inserter(rest));
  return rest;
}

void add(EditSet& to, const EditSet& more) {
  EditSet all;
  std::ranges::set_union(to, more, std::back_inserter(all));
  to = std::move(all);
}

/// Follows the facts of a side back through its commits, as far as those are not commits of the
/// other side.
class OriginWalk {
 public:
  OriginWalk(Revisions& revisions, const Snapshot& tip, FactMatch facts)
      : revisions_(revisions), tip_(tip), facts_(std::move(facts)), found_(facts_.size()) {}

  struct Found {
    std::set<std::size_t> commits;  ///< places in `commits`
    std::optional<std::size_t>
        merge;  ///< the newest of which not all parents have the fact's value
    bool is_cut = false;
    bool leaves = false;  ///< to commits of the other side
    bool has_gap = false;
  };

  /// The edits whose facts are on the commit what they are on the tip; nothing if it cannot be
  /// read.
  [[nodiscard]] std::optional<EditSet> same_on(const Commit& commit);
  /// `commits`: children before parents. `edits` are followed from the first one on.
  [[nodiscard]] Result<std::vector<Found>> follow(const std::vector<Commit>& commits,
                                                  const EditSet& edits);

 private:
  [[nodiscard]] Result<std::vector<Commit>> readable_parents(const Commit& commit, bool& has_gap);
  void pass_on(const Commit& parent, const EditSet& same);
  [[nodiscard]] Result<bool> visit(std::size_t place, const Commit& commit, const EditSet& edits);

  Revisions& revisions_;
  const Snapshot& tip_;
  FactMatch facts_;
  std::vector<Found> found_;  // by edit
  std::unordered_map<std::string, std::optional<EditSet>> same_;
  std::unordered_map<std::string, std::size_t> place_of_;
  std::map<std::size_t, EditSet> pending_;  // by place
};

std::optional<EditSet> OriginWalk::same_on(const Commit& commit) {
  const auto [at, is_new] = same_.try_emplace(commit.id);
  if (!is_new) return at->second;
  const auto snapshot = revisions_.read(commit);
  if (!snapshot) return std::nullopt;
  const EditSet differing = facts_.differing(find_edits(**snapshot, tip_));
  return at->second = without(all_of(facts_.size()), differing);
}

Result<std::vector<Commit>> OriginWalk::readable_parents(const Commit& commit, bool& has_gap) {
  std::vector<Commit> readable;
  std::unordered_set<std::string> seen;
  std::vector<Commit> todo{commit};
  while (!todo.empty()) {
    const Commit child = std::move(todo.back());
    todo.pop_back();
    auto parents = revisions_.repository().parents(child);
    if (!parents) return failure(std::move(parents.error()));
    for (Commit& parent : *parents) {
      if (!seen.insert(parent.id).second) continue;
      const bool is_readable = same_on(parent).has_value();
      has_gap = has_gap || !is_readable;
      (is_readable ? readable : todo).push_back(std::move(parent));
    }
  }
  return readable;
}

void OriginWalk::pass_on(const Commit& parent, const EditSet& same) {
  const auto in_range = place_of_.find(parent.id);
  if (in_range != place_of_.end()) {
    add(pending_[in_range->second], same);
  } else {
    for (const std::size_t e : same) found_[e].leaves = true;
  }
}

Result<bool> OriginWalk::visit(std::size_t place, const Commit& commit, const EditSet& edits) {
  if (revisions_.repository().is_end(commit)) {
    for (const std::size_t e : edits) found_[e].is_cut = true;
    return true;
  }
  bool has_gap = false;
  const auto parents = readable_parents(commit, has_gap);
  if (!parents) return failure(parents.error());
  EditSet followed;
  EditSet split;
  for (const Commit& parent : *parents) {
    EditSet same;
    std::ranges::set_intersection(edits, *same_on(parent), std::back_inserter(same));
    add(followed, same);
    add(split, without(edits, same));
    pass_on(parent, same);
  }
  for (const std::size_t e : without(edits, followed)) {
    found_[e].commits.insert(place);
    found_[e].has_gap = found_[e].has_gap || has_gap;
  }
  for (const std::size_t e : split) {
    if (!found_[e].merge) found_[e].merge = place;
  }
  return true;
}

Result<std::vector<OriginWalk::Found>> OriginWalk::follow(const std::vector<Commit>& commits,
                                                          const EditSet& edits) {
  for (std::size_t c = 0; c < commits.size(); ++c) place_of_.emplace(commits[c].id, c);
  if (commits.empty()) {
    for (const std::size_t e : edits) found_[e].leaves = true;
  } else {
    pending_[0] = edits;
  }
  while (!pending_.empty()) {
    const auto next = pending_.extract(pending_.begin());
    if (next.mapped().empty()) continue;
    const auto visited = visit(next.key(), commits[next.key()], next.mapped());
    if (!visited) return failure(visited.error());
  }
  return std::move(found_);
}

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
      : edits_(edits), sides_(sides), loaded_(loaded), loader_(loader), origins_(edits.size()) {}

  Result<std::vector<EditOrigin>> find();

 private:
  /// Those that are not on disk only; nothing: the tip cannot be read, so nothing is known.
  [[nodiscard]] std::optional<EditSet> committed_on(const Commit& tip, OriginWalk& walk);
  [[nodiscard]] Result<bool> follow_after(const Commit& tip);
  [[nodiscard]] Result<bool> follow_before(const Commit& tip, const EditSet& edits);

  const std::vector<Edit>& edits_;
  const Sides& sides_;
  const Loader::Pair& loaded_;
  Loader& loader_;
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

std::optional<EditSet> Origins::committed_on(const Commit& tip, OriginWalk& walk) {
  const EditSet all = all_of(edits_.size());
  if (sides_.after.commit) return all;
  std::optional<EditSet> committed = walk.same_on(tip);
  if (!committed) return std::nullopt;
  for (const std::size_t e : without(all, *committed)) origins_[e].kind = OriginKind::NotCommitted;
  return committed;
}

Result<bool> Origins::follow_after(const Commit& tip) {
  const Repository& repository = *sides_.repository;
  const Commit& before = *sides_.before.commit;
  Revisions revisions(sides_.repository, loader_, sides_.after.path);
  OriginWalk walk(revisions, *loaded_.after.snapshot, FactMatch(edits_, FactMatch::Tip::After));
  const std::optional<EditSet> committed = committed_on(tip, walk);
  if (!committed) return true;
  const auto commits = repository.commits_between(before, tip);
  if (!commits) return failure(commits.error());
  const auto found = walk.follow(*commits, *committed);
  if (!found) return failure(found.error());
  const auto own_of_before = repository.commits_between(tip, before);
  if (!own_of_before) return failure(own_of_before.error());
  EditSet elsewhere;
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

Result<bool> Origins::follow_before(const Commit& tip, const EditSet& edits) {
  const Commit& before = *sides_.before.commit;
  Revisions revisions(sides_.repository, loader_, sides_.before.path);
  const auto commits = sides_.repository->commits_between(tip, before);
  if (!commits) return failure(commits.error());
  OriginWalk walk(revisions, *loaded_.before.snapshot, FactMatch(edits_, FactMatch::Tip::Before));
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
