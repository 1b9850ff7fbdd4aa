#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "accessdrift/interpreter/evaluate.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// What is told of an attribute. `is_complete`: what is not told is absent.
[[nodiscard]] Told find_told(const RequestAttributes& attributes, std::string_view name,
                             bool is_complete);
using Telling = std::function<Told(const std::string&)>;

/// What a group's rule may read: the attributes of the user, if it is known; of the request what
/// tells of them. No resource.
[[nodiscard]] Facts facts_of_user(const Snapshot& snapshot, UserIndex user, Telling told);

/// The attributes of who is not listed are not known: it is asked with `user.NAME` told.
[[nodiscard]] std::shared_ptr<const Expression> as_read_for(
    const Snapshot& snapshot, UserIndex user, const std::shared_ptr<const Expression>& expression);

}  // namespace accessdrift::interpreting
