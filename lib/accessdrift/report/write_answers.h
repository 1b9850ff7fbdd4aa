#pragma once

#include <string>
#include <string_view>

#include "accessdrift/report/answers.h"

namespace accessdrift {

struct AnswerOptions {
  bool color = false;
  bool expand = false;  ///< every identity and resource by name
};

/// `allow`, `deny`, or `depends: allowed only with auth.mfa`, without line break.
[[nodiscard]] std::string answer_line(const CheckReport& report);
/// The same as a line.
[[nodiscard]] std::string write_check_text(const CheckReport& report);
[[nodiscard]] std::string write_check_json(const CheckReport& report,
                                           std::string_view tool_version);

/// Those who can, rolled up, by when they can.
[[nodiscard]] std::string write_who_text(const WhoReport& report, const AnswerOptions& options);
[[nodiscard]] std::string write_who_json(const WhoReport& report, std::string_view tool_version);

/// What can be reached, by resource, and when.
[[nodiscard]] std::string write_can_text(const CanReport& report, const AnswerOptions& options);
[[nodiscard]] std::string write_can_json(const CanReport& report, std::string_view tool_version);

}  // namespace accessdrift
