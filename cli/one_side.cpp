#include "cli/one_side.h"

#include <utility>

namespace accessdrift::cli {

Result<OneSide> load_one_side(Loader& loader, const std::optional<std::string>& word,
                              std::optional<TokenHolder> token_holder) {
  Result<Sides> sides = open_side(word, ".");
  if (!sides) return failure(std::move(sides.error()));
  sides->after.token_holder = std::move(token_holder);
  Result<LoadedSide> loaded = loader.load(sides->after);
  if (!loaded) return failure(std::move(loaded.error()));
  OneSide one{std::move(*sides), std::move(*loaded)};
  one.loaded.warnings.insert(one.loaded.warnings.begin(), one.sides.warnings.begin(),
                             one.sides.warnings.end());
  return one;
}

}  // namespace accessdrift::cli
