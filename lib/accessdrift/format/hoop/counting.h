#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "accessdrift/format/format.h"

namespace accessdrift::hoop {

/// Gateways count approvals in two ways. One click approves for every group that the reviewer is
/// in, so the count may jump past the minimum.
enum class Counting : std::uint8_t {
  Exact,    ///< it has to be met, up to August 2026
  AtLeast,  ///< it may be passed, from September 2026 on
};

/// True of gateways that count exactly, where the version does not tell.
inline constexpr std::string_view kExactCount = "hoop.counts_approvals_exactly";

// What is known of versions: releases up to 1.148, of August 2026, count exactly; the other way was
// merged on or after 8 September 2026, in a release whose number is not known. A day is a version,
// too, and its numbers are behind those of all releases.
inline constexpr std::string_view kFirstUnknownRelease = "1.149";
inline constexpr std::string_view kFirstDay = "2000";
inline constexpr std::string_view kFirstUnknownDay = "2026.9.8";
inline constexpr std::string_view kFirstDayAtLeast = "2026.10";
inline constexpr std::array<std::string_view, 4> kVersionChanges = {
    kFirstUnknownRelease, kFirstDay, kFirstUnknownDay, kFirstDayAtLeast};

/// A condition that is true where the gateway counts exactly.
[[nodiscard]] std::string counts_exactly(const SourceVersion& version);

}  // namespace accessdrift::hoop
