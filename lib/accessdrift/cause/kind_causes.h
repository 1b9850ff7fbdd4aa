#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "accessdrift/cause/target_urls.h"
#include "accessdrift/model/change_kind.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// The causes of one kind of identity on one kind of target.
struct KindCauses {
  struct Part {
    Region where;
    std::uint32_t cause = 0;  ///< which, among those of all kinds
    std::vector<UrlKind> at = {};
  };
  std::vector<Part> parts;  ///< empty: not searched
  bool is_complete = true;
  std::shared_ptr<Universe> universe;  ///< of several parts, as is what follows
  Region care;
  Region before;
  Region after;

  /// The worlds in which the whole change is of the kind; nothing if there are none, or past the
  /// bound of the diagrams.
  [[nodiscard]] std::optional<Region> worlds_of(ChangeKind kind) const;
  /// Those with requests in these worlds, no others in them.
  [[nodiscard]] std::vector<Part> parts_in(Region worlds) const;
};

}  // namespace accessdrift
