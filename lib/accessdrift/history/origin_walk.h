#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "accessdrift/history/edit_numbers.h"
#include "accessdrift/history/fact_match.h"
#include "accessdrift/history/revisions.h"
#include "accessdrift/load/rounds.h"

namespace accessdrift {

/// A side whose facts are followed.
struct OriginTip {
  const Side& side;
  Loader& loader;
  std::shared_ptr<const Snapshot> snapshot;
  ToldByFormat told;  ///< when that was read
};

/// Follows the facts of a side back through its commits, as far as those are not commits of the
/// other side.
class OriginWalk {
 public:
  OriginWalk(Revisions& revisions, OriginTip tip, FactMatch facts)
      : revisions_(revisions),
        tip_(std::move(tip)),
        facts_(std::move(facts)),
        found_(facts_.size()) {}

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
  [[nodiscard]] std::optional<EditNumbers> same_on(const Commit& commit);
  /// `commits`: children before parents. `edits` are followed from the first one on.
  [[nodiscard]] Result<std::vector<Found>> follow(const std::vector<Commit>& commits,
                                                  const EditNumbers& edits);

 private:
  /// Both it and the tip know what either tells; null if one of them cannot be read so.
  [[nodiscard]] std::shared_ptr<const Snapshot> read_with_tip(const Commit& commit);
  [[nodiscard]] Result<std::vector<Commit>> readable_parents(const Commit& commit, bool& has_gap);
  void pass_on(const Commit& parent, const EditNumbers& same);
  [[nodiscard]] Result<bool> visit(std::size_t place, const Commit& commit,
                                   const EditNumbers& edits);

  Revisions& revisions_;
  OriginTip tip_;
  FactMatch facts_;
  std::vector<Found> found_;  // by edit
  std::unordered_map<std::string, std::optional<EditNumbers>> same_;
  std::unordered_map<std::string, std::size_t> place_of_;
  std::map<std::size_t, EditNumbers> pending_;  // by place
};

}  // namespace accessdrift
