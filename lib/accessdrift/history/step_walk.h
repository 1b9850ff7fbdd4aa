#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "accessdrift/drift/edits.h"
#include "accessdrift/history/revisions.h"

namespace accessdrift {

/// The commits that `to` has and `from` does not; without `from` all.
struct HistoryRange {
  enum class Parents : std::uint8_t { First, All };
  std::optional<Commit> from;
  Commit to;
  Parents parents = Parents::First;  ///< which are followed
};

/// What a commit does to what its first parent declares.
struct HistoryStep {
  std::optional<Commit> before;  ///< nothing: `after` is a first commit, and nothing was declared
  Commit after;
  std::shared_ptr<const Snapshot> snapshot_before;
  std::shared_ptr<const Snapshot> snapshot_after;
  bool has_gap = false;  ///< commits between the two cannot be read
  /// Of a merge, where all parents are followed: what it declares otherwise than every parent.
  std::optional<std::set<FactKey>> own = {};
};

struct HistoryWalk {
  std::size_t commits = 0;         ///< looked at
  std::vector<Commit> unreadable;  ///< of them, passed over
  std::size_t cut = 0;  ///< of them, where a shallow clone ends: what they change is not known
};

/// Visits the steps of a range, the newest first, until `visit` says false; not those whose two
/// commits have the same files, nor, where all parents are followed, merges that declare nothing
/// but what some parent does. Errors: those of git.
///
/// Cost: reads and links each commit whose files differ from its parent's; snapshots are not kept.
[[nodiscard]] Result<HistoryWalk> walk_steps(const HistoryRange& range, Revisions& revisions,
                                             const std::function<bool(const HistoryStep&)>& visit);

}  // namespace accessdrift
