#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::cli {

/// What a question tells of the request (DESIGN §7).
struct RequestOptions {
  std::vector<std::string> set;   ///< `NAME=VALUE`; a set is `a,b`
  std::optional<std::string> ip;  ///< `request.ip`
  bool absent = false;            ///< what is not told is absent
};

/// The attributes that were told, typed by the side's schema. Errors: `unknown-attribute`,
/// `wrong-type`, `usage`, each with what is near or expected.
[[nodiscard]] Result<RequestAttributes> told_attributes(const RequestOptions& options,
                                                        const Snapshot& snapshot);

/// Fills in what was not told as absent; scopes that were not told are none. A required attribute
/// that was not told is the error `missing-attribute`.
[[nodiscard]] Result<RequestAttributes> with_absent(RequestAttributes attributes,
                                                    const Snapshot& snapshot);

/// The error for an attribute that the side does not declare.
[[nodiscard]] Diagnostic unknown_attribute(std::string_view name, const Snapshot& snapshot);

}  // namespace accessdrift::cli
