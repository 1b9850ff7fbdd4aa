#include "accessdrift/history/origin_walk.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace accessdrift {

std::optional<EditNumbers> OriginWalk::same_on(const Commit& commit) {
  const auto [at, is_new] = same_.try_emplace(commit.id);
  if (!is_new) return at->second;
  const auto snapshot = read_with_tip(commit);
  if (snapshot == nullptr) return std::nullopt;
  const EditNumbers differing = facts_.differing(find_edits(*snapshot, *tip_.snapshot));
  return at->second = edits_without(all_edits(facts_.size()), differing);
}

std::shared_ptr<const Snapshot> OriginWalk::read_with_tip(const Commit& commit) {
  auto snapshot = revisions_.read(commit);
  Rounds rounds(tip_.told);
  while (snapshot && rounds.is_another_needed(revisions_.told_so_far())) {
    auto tip = tip_.loader.load_before(tip_.side);
    if (!tip) return nullptr;
    tip_.snapshot = std::move(tip->snapshot);
    snapshot = revisions_.read(commit);
  }
  if (!snapshot || !rounds.problems().empty()) return nullptr;
  tip_.told = revisions_.told_so_far();
  return std::move(*snapshot);
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

void OriginWalk::pass_on(const Commit& parent, const EditNumbers& same) {
  const auto in_range = place_of_.find(parent.id);
  if (in_range != place_of_.end()) {
    add_edits(pending_[in_range->second], same);
  } else {
    for (const std::size_t e : same) found_[e].leaves = true;
  }
}

Result<bool> OriginWalk::visit(std::size_t place, const Commit& commit, const EditNumbers& edits) {
  if (revisions_.repository().is_end(commit)) {
    for (const std::size_t e : edits) found_[e].is_cut = true;
    return true;
  }
  bool has_gap = false;
  const auto parents = readable_parents(commit, has_gap);
  if (!parents) return failure(parents.error());
  EditNumbers followed;
  EditNumbers split;
  for (const Commit& parent : *parents) {
    EditNumbers same;
    std::ranges::set_intersection(edits, *same_on(parent), std::back_inserter(same));
    add_edits(followed, same);
    add_edits(split, edits_without(edits, same));
    pass_on(parent, same);
  }
  for (const std::size_t e : edits_without(edits, followed)) {
    found_[e].commits.insert(place);
    found_[e].has_gap = found_[e].has_gap || has_gap;
  }
  for (const std::size_t e : split) {
    if (!found_[e].merge) found_[e].merge = place;
  }
  return true;
}

Result<std::vector<OriginWalk::Found>> OriginWalk::follow(const std::vector<Commit>& commits,
                                                          const EditNumbers& edits) {
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

}  // namespace accessdrift
