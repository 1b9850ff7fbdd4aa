#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/load/token_holder.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"
#include "accessdrift/query/inquiry.h"

namespace accessdrift::cli {

/// `--set` so leaves it open when the request is made.
inline constexpr std::string_view kAnyTime = "request.time=any";

/// What a question tells of the request (DESIGN §7).
struct RequestOptions {
  std::vector<std::string> set;                         ///< `NAME=VALUE`; a set is `a,b`
  std::optional<std::string> ip;                        ///< `request.ip`
  bool absent = false;                                  ///< what is not told is absent
  std::optional<std::vector<std::string>> groups = {};  ///< of who is known only by a token
  std::optional<int> error_code = {};  ///< the exit code where there is no answer, in place of 2
};

/// Who asks, if known only by a token.
[[nodiscard]] std::optional<TokenHolder> token_holder_of(const RequestOptions& options,
                                                         const std::string& who);

/// Whether it is asked for requests at any time.
[[nodiscard]] bool leaves_time_open(const RequestOptions& options);

/// The attributes that were told, typed by the side's schema; the time, where anything hangs on it,
/// is that of the question unless `request.time=any` leaves it open. Errors: `unknown-attribute`,
/// `wrong-type`, `usage`, each with what is near or expected.
[[nodiscard]] Result<RequestAttributes> told_attributes(const RequestOptions& options,
                                                        const Inquiry& inquiry);

/// Fills in what was not told as absent; scopes that were not told are none. A required attribute
/// that was not told is the error `missing-attribute`.
/// The time of the request is left as it is.
[[nodiscard]] Result<RequestAttributes> with_absent(RequestAttributes attributes,
                                                    const Snapshot& snapshot);

/// The error for an attribute that the side does not declare.
[[nodiscard]] Diagnostic unknown_attribute(std::string_view name, const Snapshot& snapshot);

}  // namespace accessdrift::cli
