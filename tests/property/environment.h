#pragma once

#include <cstdint>
#include <cstdlib>

namespace accessdrift::property {

/// A number that whoever runs the tests may give.
[[nodiscard]] inline std::uint64_t number_from_environment(const char* name,
                                                           std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace accessdrift::property
