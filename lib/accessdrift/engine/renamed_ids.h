#pragma once

#include <map>
#include <utility>
#include <vector>

#include "accessdrift/engine/id_links.h"
#include "accessdrift/engine/side_of.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Resources, or groups, that are one on both sides though their ids differ: `renames` of either
/// side, or a resource's stable id, links two ids each of which only one side has (DESIGN §3,
/// pairing). Such a pair is printed under its id on the after side. Deterministic, whatever order
/// renames stand in.
class RenamedIds {
 public:
  RenamedIds() = default;
  static RenamedIds of_resources(const Snapshot& before, const Snapshot& after);
  static RenamedIds of_groups(const Snapshot& before, const Snapshot& after);

  /// What an id of a side is printed as; itself if nothing renames it.
  [[nodiscard]] Name printed(Name id, SideOf side) const {
    return side == SideOf::Before ? found_or_same(after_of_, id) : id;
  }
  /// The id on a side of what is printed so; what only the other side has keeps its id.
  [[nodiscard]] Name id_on(SideOf side, Name printed) const {
    return side == SideOf::Before ? found_or_same(before_of_, printed) : printed;
  }

  /// (before, after), by the id before, as bytes.
  [[nodiscard]] const std::vector<IdLink>& all() const { return all_; }

 private:
  using Has = bool (*)(const Snapshot& side, Name id);
  RenamedIds(std::vector<IdLink> links, const Snapshot& before, const Snapshot& after, Has has);

  [[nodiscard]] static Name found_or_same(const std::map<Name, Name>& ids, Name id) {
    const auto found = ids.find(id);
    return found == ids.end() ? id : found->second;
  }

  std::vector<IdLink> all_;
  std::map<Name, Name> after_of_;
  std::map<Name, Name> before_of_;
};

/// Of two sides.
struct Renamed {
  RenamedIds resources;
  RenamedIds groups;

  static Renamed of(const Snapshot& before, const Snapshot& after) {
    return {RenamedIds::of_resources(before, after), RenamedIds::of_groups(before, after)};
  }
};

}  // namespace accessdrift
