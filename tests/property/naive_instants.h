#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/model/snapshot.h"
#include "naive_time.h"

namespace accessdrift::naive {

/// Everything by which conditions can tell instants apart: an instant is compared with constants,
/// and clocks are asked at the instant or some seconds (`shift`) behind it.
struct InstantTests {
  struct OfWindow {
    std::vector<Opening> window;
    std::int64_t shift = 0;
    friend bool operator==(const OfWindow&, const OfWindow&) = default;
  };
  struct OfField {
    Operator field = Operator::GetHours;
    std::shared_ptr<const TimeZone> clock;
    std::int64_t shift = 0;
    std::set<std::int64_t> numbers;  ///< that the field is compared with
    friend bool operator==(const OfField&, const OfField&) = default;
  };

  std::set<Instant> cuts;  ///< tests that tell what is before from what is not
  std::vector<OfWindow> windows;
  std::vector<OfField> fields;

  [[nodiscard]] bool is_empty() const { return cuts.empty() && windows.empty() && fields.empty(); }
};

/// Adds the tests of a condition that reads the request attribute, a time.
void gather_tests(const Snapshot& side, const Expression& condition, const std::string& attribute,
                  InstantTests& tests);

/// Every time that a user or a resource of the side has for an attribute.
[[nodiscard]] std::set<Instant> declared_times(const Snapshot& side, const std::string& attribute);

/// What the tests say of an instant; instants of which they say the same cannot be told apart.
[[nodiscard]] std::vector<std::int64_t> what_tests_say(const InstantTests& tests, Instant at);

/// Instants not before `from`, ascending, on both sides of every edge: for each instant from there
/// on there is one of which the tests say the same.
[[nodiscard]] std::vector<Instant> telling_instants(const InstantTests& tests, Instant from);

}  // namespace accessdrift::naive
