#pragma once

#include <utility>
#include <vector>

namespace accessdrift::cli {

/// Keeps a value until the process ends. What is large and lives as long as its command anyway is
/// faster left to the system than taken apart.
template <typename T>
T& keep(T value) {
  static std::vector<T*>& all = *new std::vector<T*>;
  all.push_back(new T(std::move(value)));
  return *all.back();
}

}  // namespace accessdrift::cli
