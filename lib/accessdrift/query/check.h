#pragma once

#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/model/request.h"
#include "accessdrift/query/asked.h"

namespace accessdrift {

/// The answer to one question: allow, deny, or only when.
struct CheckAnswer {
  Outcome outcome = Outcome::Deny;
  /// Of Open: when it is allowed, over the attributes that were not told.
  Region when;
  Region care;  ///< `when` lies within: all requests, or those for the URLs that it hangs on
  /// A bound of the compiled form was hit; the outcome is the plain interpreter's, and `when` is
  /// not known.
  bool is_limited = false;
};

/// What is not told stays open. REQUIRES: told values are of the declared types; what a URL tells
/// is told.
[[nodiscard]] CheckAnswer check(Inquiry& inquiry, IdentityIndex identity, const AskedTarget& asked,
                                const RequestAttributes& told);

}  // namespace accessdrift
