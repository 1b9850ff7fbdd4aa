#pragma once

#include <optional>
#include <string>

#include "accessdrift/query/asked.h"
#include "accessdrift/query/inquiry.h"
#include "cli/one_side.h"

namespace accessdrift::cli {

/// A side that is ready to be asked.
struct Question {
  OneSide side;
  Inquiry inquiry;
};

/// Loads a side and compiles it. REQUIRES: the loader outlives the result, errors included.
[[nodiscard]] Result<Question> open_question(Loader& loader, const std::optional<std::string>& word,
                                             Instant from,
                                             std::optional<TokenHolder> token_holder = {});

/// Warns where the answer is that of `anonymous`: who is asked about is not listed, or cannot sign
/// in.
[[nodiscard]] Diagnostics identity_warnings(std::string_view who, const AskedIdentity& asked);
/// Warns where a URL asks for nothing, so that it is denied: why.
[[nodiscard]] Diagnostics target_warnings(const AskedTarget& asked, const Snapshot& snapshot);

}  // namespace accessdrift::cli
