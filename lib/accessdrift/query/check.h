#pragma once

#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/model/request.h"
#include "accessdrift/query/inquiry.h"

namespace accessdrift {

/// The answer to one question: allow, deny, or only when.
struct CheckAnswer {
  Outcome outcome = Outcome::Deny;
  /// Of Open: when it is allowed, over the attributes that were not told.
  Region when;
  /// A bound of the compiled form was hit; the outcome is the plain interpreter's, and `when` is
  /// not known.
  bool is_limited = false;
};

/// What is not told stays open. REQUIRES: the target exists; told values are of the declared types.
[[nodiscard]] CheckAnswer check(Inquiry& inquiry, IdentityIndex identity,
                                const ResourceAction& target, const RequestAttributes& told);

}  // namespace accessdrift
