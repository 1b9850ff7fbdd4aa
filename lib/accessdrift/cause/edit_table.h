#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

/// Which edit a fact has.
class EditTable {
 public:
  explicit EditTable(const std::vector<Edit>& edits);

  /// Its place among the edits; nothing of a fact that is the same on both sides.
  [[nodiscard]] std::optional<std::uint32_t> find(const FactKey& key) const;

 private:
  std::map<FactKey, std::uint32_t> by_key_;
};

}  // namespace accessdrift
