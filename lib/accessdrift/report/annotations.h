#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift {

/// What a report says at a line of a file, for programs that show it there (UX c5).
struct Annotation {
  std::string_view code;            ///< of `diagnostic_rules`
  std::optional<GuardLevel> level;  ///< nothing: neither fails nor warns
  /// What the after side shows of its first edit. Nothing where the file is gone, and of what no
  /// edit is known to bring about.
  std::optional<ReportRegion> region;
  std::optional<PlaceText> before;  ///< what the edit changed or removed
  std::string message;              ///< a line, escaped as for a terminal, with long names cut
  std::string digest;               ///< `add1:` + 16 hex, different for each; the finding's, if one
  bool is_accepted = false;         ///< entries of expected changes cover all of it
};

/// What is accepted stands among the rest, or has annotations of its own.
enum class Accepted : std::uint8_t { Among, Apart };

/// One for every code and line of a first edit, never one an identity, one for each guardrail that
/// does not pass and no finding tells, and one for each test that fails now; the worst first, else
/// in the order of the report.
[[nodiscard]] std::vector<Annotation> annotations_of(const Report& report,
                                                     Accepted accepted = Accepted::Among);

/// Where to show one for a program that must be told a line: its region, else what it removed, else
/// the first edit, else the start of the first file.
[[nodiscard]] ReportRegion shown_region(const Report& report, const Annotation& annotation);

}  // namespace accessdrift
