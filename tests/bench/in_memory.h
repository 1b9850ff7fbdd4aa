#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "accessdrift/load/side.h"
#include "accessdrift/source/memory_tree.h"

namespace accessdrift::bench {

using Files = std::map<std::string, std::string>;  // path → bytes

inline std::optional<Files> read_files(const char* folder) {
  const auto sides = open_side(folder, ".");
  if (!sides) return std::nullopt;
  const auto entries = sides->after.tree->list({".yaml", ".yml", ".json"});
  if (!entries) return std::nullopt;
  Files files;
  for (const auto& entry : *entries) {
    auto bytes = sides->after.tree->read(entry);
    if (!bytes) return std::nullopt;
    files.emplace(entry.path, bytes->view());
  }
  return files;
}

inline Side side_of(Files files) {
  Side side;
  side.tree = std::make_shared<MemoryTree>(std::move(files));
  return side;
}

}  // namespace accessdrift::bench
