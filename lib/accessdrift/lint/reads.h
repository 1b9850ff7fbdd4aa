#pragma once

#include <set>
#include <string>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Texts that conditions and rules speak of.
struct TextsRead {
  std::set<std::string, std::less<>> texts;
  bool is_any = false;  ///< something else decides which: any text may matter
  [[nodiscard]] bool contains(std::string_view text) const {
    return is_any || texts.contains(text);
  }
};

/// The networks that conditions test addresses against, and those inside them.
[[nodiscard]] std::set<std::string, std::less<>> networks_read(const Snapshot& snapshot);
[[nodiscard]] std::set<std::string, std::less<>> windows_read(const Snapshot& snapshot);

/// The scopes that policies need or conditions ask for.
[[nodiscard]] TextsRead scopes_read(const Snapshot& snapshot);
/// The clients that conditions ask for.
[[nodiscard]] TextsRead clients_read(const Snapshot& snapshot);

}  // namespace accessdrift
