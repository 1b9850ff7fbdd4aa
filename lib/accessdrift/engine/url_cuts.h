#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/text_test.h"
#include "accessdrift/url/pattern.h"

namespace accessdrift {

/// Texts cut into classes, with an example each.
struct TextCut {
  std::vector<std::string> examples;
  bool is_limited = false;  ///< a bound was hit: the examples mean nothing
};

/// The normal paths, by what patterns and tests tell apart. Cost: as `TextCells`, whose bound on
/// states is `most_states` here.
[[nodiscard]] TextCut cut_paths(const std::vector<const UrlPattern*>& patterns,
                                std::vector<TextTest> tests, std::uint32_t most_states);

/// The hosts of one label more than `host`, but for those that are named, likewise.
[[nodiscard]] TextCut cut_subdomains(const std::string& host,
                                     const std::vector<std::string_view>& named,
                                     std::vector<TextTest> tests, std::uint32_t most_states);

}  // namespace accessdrift
