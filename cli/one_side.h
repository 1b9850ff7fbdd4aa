#pragma once

#include <optional>
#include <string>

#include "accessdrift/load/loader.h"
#include "accessdrift/load/side.h"

namespace accessdrift::cli {

/// The side that a question about one snapshot is asked of. Snapshot and spans live as long as
/// this.
struct OneSide {
  Sides sides;  ///< keeps the repository open
  LoadedSide loaded;

  [[nodiscard]] const Snapshot& snapshot() const { return *loaded.snapshot; }
  /// How the side was named, for a header.
  [[nodiscard]] const Side& side() const { return sides.after; }
};

/// Opens and loads `word`, or the work tree. Warnings of both steps stand in `loaded.warnings`.
/// REQUIRES: the loader outlives the result, errors included: it keeps the texts that spans point
/// into.
[[nodiscard]] Result<OneSide> load_one_side(Loader& loader, const std::optional<std::string>& word,
                                            std::optional<TokenHolder> token_holder = {});

}  // namespace accessdrift::cli
