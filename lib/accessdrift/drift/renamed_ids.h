#pragma once

#include <map>
#include <utility>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Resources, or groups, that are one on both sides though their ids differ: `renames` of either
/// side links two ids each of which only one side has (DESIGN §3, pairing). Such a pair goes by its
/// id on the after side. Deterministic, whatever order renames stand in.
class RenamedIds {
 public:
  RenamedIds() = default;
  static RenamedIds of_resources(const Snapshot& before, const Snapshot& after);
  static RenamedIds of_groups(const Snapshot& before, const Snapshot& after);

  /// Of an id of the before side; itself if nothing renames it.
  [[nodiscard]] Name printed(Name before) const { return found_or_same(after_of_, before); }
  /// The id on the before side of what is printed so.
  [[nodiscard]] Name before(Name printed) const { return found_or_same(before_of_, printed); }

  /// By the id before, as bytes.
  [[nodiscard]] const std::vector<std::pair<Name, Name>>& all() const { return all_; }

 private:
  template <typename IsThere>
  RenamedIds(std::vector<std::pair<Name, Name>> links, const Snapshot& before,
             const IsThere& is_there_before, const IsThere& is_there_after);

  [[nodiscard]] static Name found_or_same(const std::map<Name, Name>& ids, Name id) {
    const auto found = ids.find(id);
    return found == ids.end() ? id : found->second;
  }

  std::vector<std::pair<Name, Name>> all_;
  std::map<Name, Name> after_of_;
  std::map<Name, Name> before_of_;
};

}  // namespace accessdrift
