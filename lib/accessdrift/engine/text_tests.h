#pragma once

#include <cstdint>
#include <vector>

#include "accessdrift/engine/time_tests.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/region/text_test.h"

namespace accessdrift {

/// What a part of a condition tests a string of the request for.
struct TextTests {
  std::vector<TextTest> tests;  ///< in any order, repeated or not
  bool is_over = false;         ///< a bound is hit, and the tests are not all
};

/// The tests on which alone the part hangs, as far as it reads a string of the request: with a
/// constant that the string is compared with or searched for; of one that is searched for it, the
/// parts of it, at most `kMostParts` in all; and the lengths that its size is compared with.
[[nodiscard]] TextTests text_tests(const Expression& expression, std::uint32_t node,
                                   const TimeZones& zones, const ValuesOf& values_of);
inline constexpr std::size_t kMostParts = 4096;

}  // namespace accessdrift
