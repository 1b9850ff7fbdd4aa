#pragma once

#include <string>
#include <vector>

#include "accessdrift/source/cut_history.h"

namespace accessdrift {

struct CutBases {
  std::vector<std::string> ids;  ///< sorted
  bool is_cut = false;           ///< others, or better ones, may lie beyond the end
};

/// The best common ancestors in a history that ends early, and whether that end can hide others.
///
/// The answer is certain where neither commit has, among the ancestors that it does not share, one
/// at which the clone ends; or where one of the two is an ancestor of the other. Cost: linear in
/// the commits present.
[[nodiscard]] Result<CutBases> merge_bases_in(const CutHistory& history, const std::string& a,
                                              const std::string& b);

}  // namespace accessdrift
