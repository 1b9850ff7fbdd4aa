#pragma once

#include <cstdint>
#include <string>

#include "accessdrift/base/calendar.h"
#include "draft.h"
#include "random.h"
#include "world_tree.h"

namespace accessdrift::property {

/// Two small configurations that are related as two revisions are.
struct World {
  std::uint64_t seed = 0;
  Instant from = 0;  ///< from when on the two are compared
  Item before;
  Item after;
};

/// Tuesday morning in Europe, or, for some seeds, half an hour before its clocks change.
[[nodiscard]] Instant start_of(std::uint64_t seed);

/// The same world for the same seed. The after side is the before side with one to six random
/// edits, rarely another configuration altogether. Every third seed writes time, which costs
/// tenfold.
[[nodiscard]] World make_world(std::uint64_t seed);
[[nodiscard]] World make_world(std::uint64_t seed, bool writes_time);

/// Likewise, and the edits are first of all of ids, of whether the directory and groups are open,
/// and of URLs. Time is not written.
[[nodiscard]] World make_turned_world(std::uint64_t seed);

/// The world's sides as files: how many, and in which format, depends on the seed only.
[[nodiscard]] Rendering rendering_of(const World& world);
[[nodiscard]] std::string to_text(const Files& files);

/// Whether the world of a seed may have open groups. Drawn by itself, so that other worlds stay
/// what they are.
[[nodiscard]] bool opens_groups(std::uint64_t seed);

/// Likewise whether it may have an open directory.
[[nodiscard]] bool opens_directory(std::uint64_t seed);

/// The parts of `make_world`: a configuration from nothing, one random edit, and what mends the
/// references that an edit broke.
[[nodiscard]] Draft draft_configuration(Random& random, bool writes_time = true,
                                        bool opens_groups = false, bool opens_directory = false);
void mutate(Draft& draft, Random& random);
void repair(Draft& draft, Random& random);

}  // namespace accessdrift::property
