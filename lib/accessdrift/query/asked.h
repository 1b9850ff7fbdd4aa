#pragma once

#include <string_view>

#include "accessdrift/base/result.h"
#include "accessdrift/query/inquiry.h"

namespace accessdrift {

/// Who and what a question means.
struct AskedIdentity {
  IdentityIndex identity = kAnonymousIdentity;  ///< `anonymous` for who is not listed
  std::string id;  ///< as it is listed; empty for `anonymous` and who is not
  bool is_listed = true;
  bool is_active = true;   ///< false: listed, but cannot sign in, so has what `anonymous` has
  std::string suggestion;  ///< a listed id near to one that is not
};

/// By id or alias, `anonymous` by that name. Who is not listed is no error (DESIGN §3): the answer
/// is anonymous's.
[[nodiscard]] AskedIdentity find_asked_identity(const Inquiry& inquiry, std::string_view who);

/// Errors: `unknown-resource`, `unknown-action`, each with what is near and what the resource has.
[[nodiscard]] Result<ResourceAction> find_asked_target(const Inquiry& inquiry,
                                                       std::string_view action,
                                                       std::string_view resource);

}  // namespace accessdrift
