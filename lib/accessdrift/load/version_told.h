#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/base/result.h"
#include "accessdrift/format/format.h"

namespace accessdrift {

/// What a version is named by that a command line tells.
inline constexpr std::string_view kGivenVersion = "--as";

/// A version as a command line tells it, of each side of a comparison; of a question `after`
/// counts.
struct VersionWord {
  std::string format;
  std::string before, after;
};
/// By format.
using GivenVersions = std::map<std::string, std::string, std::less<>>;

/// For which version the files of a format are read: `given`, by format, else as the options of
/// files tell it, else what the format assumes; none if it assumes nothing. Error: `two-versions`,
/// where options tell more than one.
[[nodiscard]] Result<SourceVersion> version_told(
    const Format& format, const GivenVersions& given,
    const std::vector<std::shared_ptr<const SourceOptions>>& options, const Names& names);

/// `1.24`, `1.22..1.24`
[[nodiscard]] std::string said_of(const VersionWord& word);
/// `1.24`, `1.25 (assumed)`
[[nodiscard]] std::string said_of(const SourceVersion& version);

}  // namespace accessdrift
