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
/// `unknown-network`, `wrong-type`, `unknown-function`, `unsupported-comparison` (two request
/// attributes in one comparison), `unknown-value` (a literal that an enum does not have),
/// `wrong-use` (a group rule that reads more than the identity), `invalid-pattern`, `too-deep`, and
/// `not-supported` for what is legal but not built: `request.time`, `request.host|path|method`,
/// `token.client`, windows, time functions, string tests on request attributes other than `==`,
/// `!=` and `in`. Suggestions name what is near. Cost: linear; depth at most 100.
[[nodiscard]] Result<Expression> check(const ConditionText& condition, const SourceText* file,
                                       const Schema& schema, Use use);

}  // namespace accessdrift::cel
