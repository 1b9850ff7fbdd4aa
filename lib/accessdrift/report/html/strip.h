#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// One attribute of a request cut into cells, and in which of them access is allowed on each side:
/// what a page draws as two rows, one above the other.
struct Strip {
  struct Cell {
    std::string text;  ///< `10.4.0.0/16 (vpn)`, `true`, `Mon 08:00 to Mon 18:00`
    bool is_before = false;
    bool is_after = false;
    std::uint32_t width = 1;  ///< of a week in minutes
    friend auto operator<=>(const Cell&, const Cell&) = default;
  };
  std::string attribute;  ///< `request.ip`, `auth.methods has otp`
  std::string zone;       ///< of a week that starts on Monday; empty: the cells have no scale
  std::vector<Cell> cells;
  friend auto operator<=>(const Strip&, const Strip&) = default;
};

/// A strip an attribute that either side tests; on each side access is allowed where all strips say
/// so. Exact: empty where a region is no such product (several ways that differ in more than one
/// attribute, tests of texts, clocks of two zones), where nothing is tested or a limit was hit.
[[nodiscard]] std::vector<Strip> strips_of(const AnswerText& before, const AnswerText& after,
                                           const std::vector<Vocabulary::Network>& networks);

}  // namespace accessdrift
