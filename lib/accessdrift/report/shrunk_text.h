#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/labels.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// What is said of a source of which more than half is gone: by each medium in its own layout.
inline constexpr std::string_view kShrunkCode = "AD115";
inline constexpr std::string_view kShrunkGuess = "More likely a broken export than a decision";

/// Of one format.
struct ShrunkFormat {
  std::string format;
  std::vector<const ReportShrunk*> told;  ///< of emptied groups the first three
  std::size_t more_groups = 0;            ///< that are emptied
};
[[nodiscard]] std::vector<ShrunkFormat> shrunk_formats(const Report& report);

/// `more than half of what the scim files listed is gone`
[[nodiscard]] std::string shrunk_headline(const ShrunkFormat& format);
/// `7 of 12 users`, `all 6 members of group sre`, the name as `style` writes it.
[[nodiscard]] std::string shrunk_amount(const ReportShrunk& shrunk, const NameStyle& style);
/// `and 2 other groups are empty now`; nothing where all are told.
[[nodiscard]] std::string more_emptied(const ShrunkFormat& format);

}  // namespace accessdrift
