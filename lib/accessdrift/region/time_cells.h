#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "accessdrift/region/recurrence.h"

namespace accessdrift {

/// What instants are tested against.
struct TimeTests {
  Instant first = kFirstInstant;        ///< nothing earlier is asked for
  std::vector<Instant> cuts;            ///< tests that tell what is before from what is not
  std::vector<WindowTest> windows;      ///< repeated or not
  std::vector<CalendarTest> calendars;  ///< a field of a clock once
  bool is_over = false;                 ///< there is more than can be told apart
};

/// The instants that tests cannot tell apart: each lies in a *period* between two cuts and is of a
/// *class* of what comes again and again (DESIGN §5, regions). Not every class occurs in every
/// period.
///
/// Exact: classes are found by following every clock through a period, or through sixty years of it
/// from where no zone has a listed change left. What a year holds then depends on its length and
/// first weekday and those of its neighbours, and all of these come within 28 years that no century
/// interrupts. Cost: the changes of the clocks and, for each way in which they run, the edges of a
/// week.
class TimeCells {
 public:
  static constexpr std::uint32_t kMostPeriods = 4096;

  /// With more than `most` classes, or more than that or `kMostPeriods` periods, only `is_over` may
  /// be asked.
  TimeCells(TimeTests tests, std::uint32_t most);

  [[nodiscard]] bool is_over() const { return is_over_; }
  [[nodiscard]] std::uint32_t periods() const { return static_cast<std::uint32_t>(begins_.size()); }
  [[nodiscard]] std::uint32_t classes() const { return has_recurrence() ? recurrence_.size() : 1; }
  [[nodiscard]] bool has_recurrence() const { return !recurrence_.is_empty(); }
  [[nodiscard]] const Recurrence& recurrence() const { return recurrence_; }

  /// Nothing before the first instant and from the end of time on.
  [[nodiscard]] std::optional<std::uint32_t> period_of(Instant instant) const;
  /// Nothing if no instant that may be asked for is of its class.
  [[nodiscard]] std::optional<std::uint32_t> class_of(Instant instant) const;

  [[nodiscard]] Instant begin_of(std::uint32_t period) const { return begins_[period]; }
  /// `kEndOfTime` of the last.
  [[nodiscard]] Instant end_of(std::uint32_t period) const {
    return period + 1 < periods() ? begins_[period + 1] : kEndOfTime;
  }
  /// Ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& classes_in(std::uint32_t period) const {
    return classes_in_[period];
  }
  /// The first instant of the class in the period. REQUIRES: the class occurs there. The first
  /// question about a period follows it. Not thread-safe.
  [[nodiscard]] Instant example(std::uint32_t period, std::uint32_t in_class) const;

 private:
  [[nodiscard]] Instant sweep_end(std::uint32_t period) const;
  [[nodiscard]] std::vector<std::uint32_t> sweep(std::uint32_t period);
  [[nodiscard]] std::vector<Instant> find_examples(std::uint32_t period) const;

  std::vector<Instant> begins_;
  mutable Recurrence recurrence_;  ///< following it again makes nothing new
  std::vector<std::vector<std::uint32_t>> classes_in_;
  mutable std::vector<std::vector<Instant>> examples_;  ///< of these; none yet where empty
  std::uint32_t most_;
  bool is_over_ = false;
};

/// Cuts at which a clock's year can become `year`, some of them for nothing.
[[nodiscard]] std::vector<Instant> year_cuts(const TimeZone& clock, std::int64_t year);

}  // namespace accessdrift
