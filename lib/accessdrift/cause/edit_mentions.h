#pragma once

#include <set>
#include <string>
#include <utility>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

/// Things by kind and id; an alias of somebody is a user, an action of a type `action_of_type`.
using Mentioned = std::set<std::pair<Thing, std::string>>;
[[nodiscard]] std::pair<Thing, std::string> action_of_type(const std::string& type,
                                                           const std::string& action);

/// What an edit names on one of its sides, by id: of a thing that is on one side only, all that is
/// declared inside it.
[[nodiscard]] Mentioned mentions_of(const Edit& edit, const Edit::Side& value,
                                    const Snapshot& side);

}  // namespace accessdrift
