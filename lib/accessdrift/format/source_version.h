#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/format/format.h"

/// What another version of a system reads otherwise is under a condition that is true from that
/// version on, so that an upgrade is an edit like any other.
namespace accessdrift::source {

/// Below 0, 0 or above, by the numbers in it: `1.9` is below `1.22`, `1.22` is `1.22.0`. Nothing
/// where one of them is no version.
[[nodiscard]] std::optional<int> compare_versions(std::string_view a, std::string_view b);

/// Whether files are read as of this version or a later one. REQUIRES: it is told.
[[nodiscard]] bool is_since(const SourceVersion& version, std::string_view since);

/// A condition that is true from a version on, which is one of `FormatVersions::changes`:
/// `conditions.version.pgbouncer_1_23`.
[[nodiscard]] std::string since(std::string_view format, std::string_view version);

/// A condition as people are told of it: `pgbouncer >= 1.23` for what `since` makes.
[[nodiscard]] std::string spoken(std::string condition);

/// Between which changes a version lies: 0 before the first of them.
[[nodiscard]] std::size_t period_of(std::span<const std::string_view> changes,
                                    std::string_view version);

/// A condition that is true of the versions of some periods, as `period_of` numbers them, and false
/// of those of the others; empty if there are no others. Of periods that nobody asks about
/// (`is_asked`) it may say anything.
[[nodiscard]] std::string condition_of(std::string_view format,
                                       std::span<const std::string_view> changes,
                                       const std::vector<bool>& is_of,
                                       const std::vector<bool>& is_asked);

/// What is wrong with the version that is told for a format: no version, or an older one than is
/// read; or a warning, of one that is newer than those that were looked into.
[[nodiscard]] Diagnostics check_version(const Format& format, const SourceVersion& version);

/// The conditions of `since` as they are for this version; null where it is not told.
[[nodiscard]] DeclarationsPointer version_conditions(const Format& format,
                                                     const SourceVersion& version, Names& names);

}  // namespace accessdrift::source
