#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// How a name is written: escaped and cut for a terminal, left alone for what escapes later.
using NameStyle = std::function<std::string(std::string_view)>;

/// `a, b, c and 208 others`; all of them if `limit` is 0.
[[nodiscard]] std::string listed(const TextList& names, std::size_t limit, const NameStyle& style);

/// A set in few words: `ana`, `group:sre`, `group:dba (15), svc-etl and 3 others`. Never empty for
/// a set that has members.
[[nodiscard]] std::string short_label(const LabelledSet& set, std::size_t limit,
                                      const NameStyle& style);

/// As above, and a group that is the whole set is followed by its count: `group:sre (5)`.
[[nodiscard]] std::string counted_label(const LabelledSet& set, std::size_t limit,
                                        const NameStyle& style);

/// Likewise by its members: `group:sre (ana, bo and
/// 3 others)`.
[[nodiscard]] std::string long_label(const LabelledSet& set, std::size_t limit,
                                     const NameStyle& style);

/// Whether `long_label` leaves out names.
[[nodiscard]] bool is_abbreviated(const LabelledSet& set, std::size_t limit);

}  // namespace accessdrift
