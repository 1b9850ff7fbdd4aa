#pragma once

#include "accessdrift/base/result.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::cel {

/// What an expression may read: a group's rule reads the attributes of the identity only.
enum class Use { Condition, GroupRule };

/// Parses and type-checks a condition (DESIGN §6, conditions).
///
/// Errors, each at its place in `file`: `invalid-condition` (syntax), `unknown-attribute`,
/// `unknown-network`, `unknown-window`, `unknown-zone`, `no-zone-data`, `wrong-type`,
/// `unknown-function`, `unsupported-comparison` (two request attributes in one comparison or test
/// of a string), `unknown-value` (a literal that an enum, or the side's scopes or clients, do not
/// have), `invalid-time` (a literal of `timestamp` or `duration`), `wrong-use` (a group rule that
/// reads more than the identity), `invalid-pattern` and `too-deep`. Suggestions name what is near.
/// Cost: linear; depth at most 100.
///
/// `timestamp` and `duration` become literals; `getHours` and its relatives have the zone `UTC` if
/// none is given, and every zone that is named exists on the machine.
[[nodiscard]] Result<Expression> check(const ConditionText& condition, const SourceText* file,
                                       const Schema& schema, Use use);

}  // namespace accessdrift::cel
