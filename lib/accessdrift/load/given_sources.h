#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/model/sources.h"

namespace accessdrift {

/// Files of a format, by a glob, as a command line tells them.
struct SourceWord {
  std::string format;
  std::string glob;
};

/// What it is named by where something is wrong with it.
inline constexpr std::string_view kGivenSources = "--source";

/// Null if there are no words. Places are those of lines `FORMAT=GLOB`.
[[nodiscard]] std::shared_ptr<const Sources> given_sources(const std::vector<SourceWord>& words,
                                                           Names& names);

}  // namespace accessdrift
