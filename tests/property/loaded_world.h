#pragma once

#include <memory>
#include <string>

#include "accessdrift/load/loader.h"
#include "world_tree.h"

namespace accessdrift::property {

/// Two sides read from memory, or what the loader has against them. Keeps the loader, whose names
/// the snapshots share.
struct LoadedWorld {
  std::unique_ptr<Loader> loader;
  std::shared_ptr<const Snapshot> before;
  std::shared_ptr<const Snapshot> after;
  Diagnostics problems;

  [[nodiscard]] bool is_refused() const { return before == nullptr; }
};

[[nodiscard]] LoadedWorld load_world(const Files& before, const Files& after);
/// Likewise, but that some policies, told by their ids, name `anonymous` alone where they name it,
/// as only readers of other systems write it (`MentionKind::Claimant`).
[[nodiscard]] LoadedWorld load_world_with_claimants(const Files& before, const Files& after);

/// A problem a line: `file:line:column: code: message`.
[[nodiscard]] std::string to_text(const Diagnostics& problems);

}  // namespace accessdrift::property
