#pragma once

#include "accessdrift/report/fixes.h"
#include "cli/question.h"

namespace accessdrift::cli {

/// What would turn the answer of a question; nothing where it is no plain allow or deny, or where
/// the URL that was asked for asks for nothing.
/// REQUIRES: `question.from` is that of the inquiry.
[[nodiscard]] std::optional<FixReport> fixes_of(const FixQuestion& question, Question& asked,
                                                const AskedTarget& target, Loader& loader);

}  // namespace accessdrift::cli
