#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>

#include "accessdrift/drift/compare.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/source/memory_tree.h"

namespace accessdrift {

/// Two sides of one file each, read as the program reads them.
inline Loader::Pair sample_pair(Loader& loader, const std::string& before,
                                const std::string& after) {
  const auto side = [](const std::string& yaml) {
    Side made;
    made.tree = std::make_shared<MemoryTree>(
        std::map<std::string, std::string>{{"access.yaml", "accessdrift: 1\n" + yaml}});
    return made;
  };
  Sides sides;
  sides.before = side(before);
  sides.after = side(after);
  auto pair = loader.load(sides);
  REQUIRE_MESSAGE(pair.has_value(), (pair ? std::string() : pair.error().front().message));
  return std::move(*pair);
}

}  // namespace accessdrift
