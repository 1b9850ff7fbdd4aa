#pragma once

#include <string>
#include <vector>

#include "accessdrift/model/window.h"
#include "accessdrift/region/recurrence.h"

namespace accessdrift {

/// What a clock shows: a window is open or closed, or a field of the calendar is in ranges.
struct RecurringTest {
  Window window;  ///< without parts: a field of the calendar is meant
  bool is_open = true;
  Operator field = Operator::GetHours;
  std::string zone = {};
  std::vector<IntRange> ranges = {};
  std::int64_t shift = 0;  ///< asked so many seconds later
};
/// All tests hold at once. By windows, then fields, each once.
using RecurringTerm = std::vector<RecurringTest>;

/// The needed classes in an irredundant cover by terms, each as wide as it can be within the
/// allowed ones; classes that never occur are covered or not. Tests without which the others do are
/// left out, fields first, then windows by falling rank. Deterministic.
[[nodiscard]] std::vector<RecurringTerm> recurring_terms(
    const Recurrence& recurrence, const std::vector<bool>& needed, const std::vector<bool>& allowed,
    const std::vector<std::uint32_t>& rank_of_window);

/// The classes that a term means; nothing if it speaks of what the recurrence does not test.
[[nodiscard]] std::optional<std::vector<bool>> classes_of(const Recurrence& recurrence,
                                                          const RecurringTerm& term);

/// As a configuration writes it, one text a zone and range of days: `Mon-Fri 08:00-18:00 UTC`.
[[nodiscard]] std::vector<std::string> texts_of(const Window& window);

/// `getHours`.
[[nodiscard]] std::string_view function_of(Operator field);

}  // namespace accessdrift
